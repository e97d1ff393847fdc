const marks = /[\u0300-\u036f]/g;

/** Small letters and capitals count as the same, and letters with accents as those without. */
export function folded(text: string): string {
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
