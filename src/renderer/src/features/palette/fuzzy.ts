/**
 * How well `text` answers `query`; null when it does not. Every word of the query must be found: best at the
 * start of the text, then at the start of a word, then as the initials of words, then anywhere, and at worst as
 * letters in order.
 *
 * @param query folded to lower case, like `text`
 */
export function matchScore(query: string, text: string): number | null {
  let total = 0;
  for (const word of query.split(' ')) {
    if (word === '') continue;
    const score = wordScore(word, text);
    if (score === null) return null;
    total += score;
  }
  // Of equal matches, the one with the least besides.
  return total - text.length / 1_000;
}

function wordScore(word: string, text: string): number | null {
  const first = text.indexOf(word);
  if (first === 0) return 100;
  for (let at = first; at !== -1; at = text.indexOf(word, at + 1)) {
    if (isBoundary(text.charCodeAt(at - 1))) return 80;
  }
  const letters = word.length < 2 ? null : lettersScore(word, text);
  return first === -1 ? letters : Math.max(50, letters ?? 0);
}

/** The letters of `word` in order, with few gaps: `gpt4` finds `gpt-4o`, `nwc` finds `new configuration`. */
function lettersScore(word: string, text: string): number | null {
  let from = 0;
  let strays = 0;
  for (const letter of word) {
    const at = text.indexOf(letter, from);
    if (at === -1) return null;
    const continues = at === from && from > 0;
    if (!continues && !isBoundary(text.charCodeAt(at - 1))) strays += 1;
    from = at + letter.length;
  }
  if (strays === 0) return 60;
  return strays > word.length / 2 ? null : 30 - 4 * strays;
}

/** Whether a word can begin after this character: anything but a letter or digit; NaN is the text's start. */
function isBoundary(code: number): boolean {
  if (Number.isNaN(code)) return true;
  const isDigit = code >= 48 && code <= 57;
  const isLowerLetter = code >= 97 && code <= 122;
  return !isDigit && !isLowerLetter && code < 128;
}
