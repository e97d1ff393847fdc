import type { DatabaseSync } from 'node:sqlite';

const marks = /[\u0300-\u036f]/g;

/** Small letters and capitals count as the same, and letters with accents as those without. */
function folded(text: string): string {
  // Most texts have no accents to take off.
  const plain = /^\p{ASCII}*$/u.test(text)
    ? text
    : text.normalize('NFD').replace(marks, '').normalize('NFC');
  return plain.toLowerCase().replaceAll('ς', 'σ');
}

/** What is looked for: every piece of `text` between spaces. */
export function searchWords(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

/** Gives SQL a function `holds_words`, true where each of `words` is in at least one of the texts given to it. */
export function defineHoldsWords(db: DatabaseSync, words: readonly string[]): void {
  const wanted = words.map(folded);
  db.function('holds_words', { varargs: true }, (...texts) => {
    const foldedTexts = texts.map((text) => (typeof text === 'string' ? folded(text) : ''));
    return wanted.every((word) => foldedTexts.some((text) => text.includes(word))) ? 1 : 0;
  });
}

/**
 * The query to the index, which knows texts by any three characters in a row: all those of every word. What it finds
 * holds each of them, but perhaps elsewhere, and so is looked at again. Null where no word is long enough.
 */
export function indexQuery(words: readonly string[]): string | null {
  const trigrams = new Set(words.flatMap(trigramsOf));
  if (trigrams.size === 0) return null;
  return [...trigrams].map((trigram) => `"${trigram.replaceAll('"', '""')}"`).join(' AND ');
}

/** Accents stay on: which of them count is the index's affair, and is not the same in every script. */
function trigramsOf(word: string): readonly string[] {
  const characters = [...word.normalize('NFC').replace(marks, '')];
  return characters.slice(2).map((_last, at) => characters.slice(at, at + 3).join(''));
}
