import { type ChangeObject, diffLines, diffWordsWithSpace } from 'diff';

/** A stretch of text that both have, or only one of them. */
interface DifferencePart {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

export interface Difference {
  /** What was held against each other: words, or whole lines where the texts have too little in common for words. */
  readonly grain: 'words' | 'lines';
  /** In order. Without the added ones they make the first text, without the removed ones the second. */
  readonly parts: readonly DifferencePart[];
}

/** How many words, or lines, may differ before it is given up: the time grows with the square of them, to seconds here. */
const mostChanges = 3_000;

/** What tells two texts apart; null where they have so little in common that even lines take too long. */
export function wordDifference(first: string, second: string): Difference | null {
  const byWord = diffWordsWithSpace(first, second, { maxEditLength: mostChanges });
  if (byWord !== undefined) return { grain: 'words', parts: byWord.map(partOf) };
  const byLine = diffLines(first, second, { maxEditLength: mostChanges });
  return byLine === undefined ? null : { grain: 'lines', parts: byLine.map(partOf) };
}

function partOf({ added, removed, value }: ChangeObject<string>): DifferencePart {
  return { kind: added ? 'added' : removed ? 'removed' : 'same', text: value };
}
