import { type Change, diffLines, diffWordsWithSpace } from 'diff';

interface Piece {
  readonly text: string;
  /** Whether just this part of the line is another. */
  readonly changed: boolean;
}

/** A line of the difference, or how many that are the same are left out. */
export type DifferenceRow =
  | {
      readonly kind: 'same' | 'added' | 'removed';
      readonly pieces: readonly Piece[];
      /** In the text after, or for a removed line in the text before; from 1. */
      readonly line: number;
    }
  | { readonly kind: 'left-out'; readonly count: number; readonly line: number };

/** Lines that are the same are shown this far around those that are not. */
const context = 3;

/**
 * How many lines, and words and spaces of a line, may differ before no more is looked for what they share: the time
 * grows with the square of them, to seconds in which the page stands still.
 */
const mostChanges = { lines: 2_000, words: 200 } as const;

/** Two texts, line by line and within the lines that were changed word by word. */
export function difference(before: string, after: string): readonly DifferenceRow[] {
  const changes =
    diffLines(before, after, { maxEditLength: mostChanges.lines }) ?? rewritten(before, after);
  const rows: DifferenceRow[] = [];
  let oldLine = 1;
  let newLine = 1;
  for (const [index, change] of changes.entries()) {
    const lines = linesOf(change);
    if (change.removed) {
      const other = changes[index + 1];
      rows.push(...rowsOf('removed', lines, oldLine, counterpart(lines, other)));
      oldLine += lines.length;
    } else if (change.added) {
      const other = changes[index - 1];
      rows.push(...rowsOf('added', lines, newLine, counterpart(lines, other)));
      newLine += lines.length;
    } else {
      rows.push(...folded(lines, newLine, index === 0, index === changes.length - 1));
      oldLine += lines.length;
      newLine += lines.length;
    }
  }
  return rows;
}

/** One text wholly in the place of the other. */
function rewritten(before: string, after: string): readonly Change[] {
  return [
    { value: before, added: false, removed: true, count: 1 },
    { value: after, added: true, removed: false, count: 1 },
  ];
}

function linesOf({ value }: Change): readonly string[] {
  return value.replace(/\n$/, '').split('\n');
}

/** The lines that took the place of these, or whose place these took, one for one; null where they are not as many. */
function counterpart(
  lines: readonly string[],
  other: Change | undefined,
): readonly string[] | null {
  if (other === undefined || (!other.added && !other.removed)) return null;
  const others = linesOf(other);
  return others.length === lines.length ? others : null;
}

function rowsOf(
  kind: 'added' | 'removed',
  lines: readonly string[],
  firstLine: number,
  others: readonly string[] | null,
): readonly DifferenceRow[] {
  return lines.map((text, index) => {
    const other = others?.[index];
    const pieces = other === undefined ? [{ text, changed: false }] : piecesOf(kind, text, other);
    return { kind, pieces, line: firstLine + index };
  });
}

function piecesOf(kind: 'added' | 'removed', text: string, other: string): readonly Piece[] {
  const [from, to] = kind === 'added' ? [other, text] : [text, other];
  const left = kind === 'added' ? 'removed' : 'added';
  const changes = diffWordsWithSpace(from, to, { maxEditLength: mostChanges.words });
  if (changes === undefined) return [{ text, changed: true }];
  return changes
    .filter((change) => !change[left])
    .map((change) => ({ text: change.value, changed: change[kind] }));
}

/** Of many lines that are the same, those beside a change. */
function folded(
  lines: readonly string[],
  firstLine: number,
  first: boolean,
  last: boolean,
): readonly DifferenceRow[] {
  const rows = lines.map((text, index) => ({
    kind: 'same' as const,
    pieces: [{ text, changed: false }],
    line: firstLine + index,
  }));
  const head = first ? 0 : context;
  const tail = last ? 0 : context;
  const count = rows.length - head - tail;
  if (count <= 1) return rows;
  return [
    ...rows.slice(0, head),
    { kind: 'left-out', count, line: firstLine + head },
    ...rows.slice(rows.length - tail),
  ];
}
