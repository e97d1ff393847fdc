import type { ColumnFigures, ComparisonMarks } from '../comparison.ts';

/** Which columns stand out: see `comparisonMarksSchema` for what each mark means. */
export function comparisonMarks(columns: readonly ColumnFigures[]): ComparisonMarks {
  return {
    fastest: lowest(columns, ({ totalMs }) => totalMs?.median ?? null),
    cheapest: lowest(columns, costOfAnAnswer),
    longest: lowest(columns, ({ answerLength }) =>
      answerLength === null ? null : -answerLength.median,
    ),
  };
}

/** On average, in US dollars. Null where that of any answer is not known, or where none was really given. */
function costOfAnAnswer({ answers, cost }: ColumnFigures): number | null {
  if (cost.totalUsd === null || cost.known + cost.local < answers) return null;
  return cost.totalUsd / answers;
}

/** The places of the lowest values. None if fewer than two columns have one, or if those that do are all equal. */
function lowest(
  columns: readonly ColumnFigures[],
  figureOf: (column: ColumnFigures) => number | null,
): number[] {
  const comparable = columns.flatMap((column, place) => {
    const value = figureOf(column);
    return value === null ? [] : [{ place, value }];
  });
  const least = Math.min(...comparable.map(({ value }) => value));
  const best = comparable.filter(({ value }) => equal(value, least));
  return best.length < comparable.length ? best.map(({ place }) => place) : [];
}

/** Sums of the same prices in another order may differ in their last digits. */
function equal(one: number, other: number): boolean {
  return Math.abs(one - other) <= 1e-9 * Math.max(Math.abs(one), Math.abs(other));
}
