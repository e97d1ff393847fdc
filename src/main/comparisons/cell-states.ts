import type { CellCounts, CellPlace, ComparisonState } from '#shared/domain/comparison.ts';
import type { EndedState } from './cell-rows.ts';
import type { StoredComparison } from './stored-comparison.ts';

export type CellState = keyof CellCounts;

const states: readonly CellState[] = ['pending', 'running', 'done', 'failed', 'cancelled'];

/** The state of every cell of a comparison, and how many of each column are in which. */
export class CellStates {
  readonly #comparison: StoredComparison;
  readonly #states: Uint8Array;
  readonly #counts: readonly Record<CellState, number>[];

  constructor(
    comparison: StoredComparison,
    ended: readonly { readonly place: CellPlace; readonly state: EndedState }[],
  ) {
    this.#comparison = comparison;
    const ofColumn = comparison.promptCount * comparison.repeats;
    this.#states = new Uint8Array(comparison.columns.length * ofColumn);
    this.#counts = comparison.columns.map(() => ({ ...noCells, pending: ofColumn }));
    for (const [column, { cancelled }] of comparison.columns.entries()) {
      if (cancelled) for (const place of this.#ofColumn(column)) this.set(place, 'cancelled');
    }
    for (const { place, state } of ended) this.set(place, state);
  }

  get(place: CellPlace): CellState {
    return states[this.#states[this.#index(place)] ?? 0] ?? 'pending';
  }

  set(place: CellPlace, state: CellState): void {
    const counts = this.#counts[place.column];
    if (counts === undefined) return;
    counts[this.get(place)] -= 1;
    counts[state] += 1;
    this.#states[this.#index(place)] = states.indexOf(state);
  }

  /** Of each column. */
  get counts(): readonly CellCounts[] {
    return this.#counts.map((counts) => ({ ...counts }));
  }

  /** Those in one of these states, prompt by prompt in each column. */
  in(...wanted: readonly CellState[]): readonly CellPlace[] {
    return this.#comparison.columns.flatMap((_column, column) =>
      [...this.#ofColumn(column)].filter((place) => wanted.includes(this.get(place))),
    );
  }

  *#ofColumn(column: number): Generator<CellPlace> {
    const { promptCount, repeats } = this.#comparison;
    for (let prompt = 0; prompt < promptCount; prompt += 1) {
      for (let repeat = 0; repeat < repeats; repeat += 1) yield { prompt, column, repeat };
    }
  }

  #index({ prompt, column, repeat }: CellPlace): number {
    const { promptCount, repeats } = this.#comparison;
    return (column * promptCount + prompt) * repeats + repeat;
  }
}

export const noCells: CellCounts = { pending: 0, running: 0, done: 0, failed: 0, cancelled: 0 };

/** The counts of all columns together. */
export function summed(columns: readonly CellCounts[]): CellCounts {
  return columns.reduce(
    (sum, one) => ({
      pending: sum.pending + one.pending,
      running: sum.running + one.running,
      done: sum.done + one.done,
      failed: sum.failed + one.failed,
      cancelled: sum.cancelled + one.cancelled,
    }),
    noCells,
  );
}

/** What a comparison is as a whole. */
export function comparisonState(
  columns: readonly CellCounts[],
  isRunning: boolean,
): ComparisonState {
  if (isRunning) return 'running';
  const { pending, cancelled } = summed(columns);
  if (pending > 0) return 'interrupted';
  return cancelled > 0 ? 'cancelled' : 'complete';
}
