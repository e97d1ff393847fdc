import type { CellCounts, Comparison, ComparisonSummary } from '#shared/domain/comparison.ts';

const states: Readonly<Record<Comparison['state'], string>> = {
  running: 'Running',
  complete: 'Complete',
  cancelled: 'Stopped',
  interrupted: 'Interrupted',
};

/** Where a comparison stands. */
export function stateWords({ state }: Pick<ComparisonSummary, 'state'>): string {
  return states[state];
}

/** The cells of all columns together. */
export function allCells({ columns }: Pick<Comparison, 'columns'>): CellCounts {
  const sum = (state: keyof CellCounts) =>
    columns.reduce((total, { cells }) => total + cells[state], 0);
  return {
    pending: sum('pending'),
    running: sum('running'),
    done: sum('done'),
    failed: sum('failed'),
    cancelled: sum('cancelled'),
  };
}

/** How many answers there are to be, however each ends. */
export function totalOf(cells: CellCounts): number {
  return cells.pending + cells.running + cells.done + cells.failed + cells.cancelled;
}

/** `120 of 600 answers, 3 failed`. */
export function countsWords(comparison: Pick<Comparison, 'columns'>): string {
  const cells = allCells(comparison);
  const failed = cells.failed === 0 ? '' : `, ${cells.failed.toLocaleString('en')} failed`;
  const [done, total] = [cells.done, totalOf(cells)].map((count) => count.toLocaleString('en'));
  return `${done} of ${total} answers${failed}`;
}
