/** What is shown of a comparison: what is kept of it, and over that, what runs of it now. */

import type {
  CellCounts,
  CellPlace,
  CellWithTexts,
  ColumnFigures,
  ComparedPrompt,
  Comparison,
  ComparisonSummary,
} from '#shared/domain/comparison.ts';
import type { Configuration } from '#shared/domain/configuration.ts';
import { columnFigures } from '#shared/domain/rules/column-figures.ts';
import { comparisonMarks } from '#shared/domain/rules/comparison-marks.ts';
import { placeKey } from './cell-queue.ts';
import { comparisonState, noCells, summed } from './cell-states.ts';
import type { RecordedComparison } from './comparison-records.ts';
import type { RunningComparison } from './running-comparison.ts';
import type { StoredColumn } from './stored-comparison.ts';

/** A comparison and what runs of it. */
export interface FoundComparison extends RecordedComparison {
  readonly running: RunningComparison | null;
}

export function summaryOf(found: FoundComparison): ComparisonSummary {
  const counts = countsOf(found);
  return {
    ...headOf(found, counts),
    configurations: found.comparison.columns.map(({ configuration }) => configuration),
    cells: summed(counts),
  };
}

export function comparisonView(
  found: FoundComparison,
  {
    figures,
    configurationNow,
    notice,
  }: {
    /** Of each column. */
    readonly figures: readonly ColumnFigures[];
    readonly configurationNow: (id: string) => Configuration | null;
    readonly notice: string | null;
  },
): Comparison {
  const { comparison } = found;
  const counts = countsOf(found);
  return {
    ...headOf(found, counts),
    systemPrompt: comparison.systemPrompt,
    columns: comparison.columns.map((column, place) => ({
      configuration: column.configuration,
      parameters: column.parameters,
      standing: standingOf(column, configurationNow),
      cells: counts[place] ?? noCells,
      figures: figures[place] ?? columnFigures([]),
    })),
    marks: comparisonMarks(figures),
    notice,
  };
}

export function comparedPrompts(
  { comparison, store, running }: FoundComparison,
  range: { readonly fromPrompt: number; readonly limit: number },
): ComparedPrompt[] {
  const { seq, columns, repeats } = comparison;
  const cells = new Map(store.cells(seq, range).map((cell) => [placeKey(cell), cell]));
  const votes = store.votes(seq, range);
  const tries = Array.from({ length: repeats }, (_, repeat) => repeat);
  return store.prompts(seq, range).map((prompt, index) => {
    const place = range.fromPrompt + index;
    return {
      ...prompt,
      place,
      votes: columns.map(
        (_, column) =>
          votes.find((one) => one.prompt === place && one.column === column)?.vote ?? null,
      ),
      cells: columns.flatMap(({ cancelled }, column) =>
        tries.map((repeat) => {
          const at = { prompt: place, column, repeat };
          const now = running?.cell(at) ?? null;
          if (now !== null) return { ...noCell(at, 'pending'), ...now };
          return cells.get(placeKey(at)) ?? noCell(at, cancelled ? 'cancelled' : 'pending');
        }),
      ),
    };
  });
}

/** How many cells of each column are in which state. */
export function countsOf({ comparison, store, running }: FoundComparison): readonly CellCounts[] {
  if (running !== null) return running.counts;
  const { seq, promptCount, repeats } = comparison;
  const ended = store.endedCounts(seq);
  return comparison.columns.map(({ cancelled }, column) => {
    const ofColumn = ended.filter((one) => one.column === column);
    const counts = Object.fromEntries(ofColumn.map(({ state, count }) => [state, count]));
    const left = promptCount * repeats - ofColumn.reduce((sum, { count }) => sum + count, 0);
    const { done = 0, failed = 0 } = counts;
    const alreadyCancelled = counts.cancelled ?? 0;
    return cancelled
      ? { ...noCells, done, failed, cancelled: alreadyCancelled + left }
      : { ...noCells, done, failed, cancelled: alreadyCancelled, pending: left };
  });
}

function headOf({ comparison, kept, running }: FoundComparison, counts: readonly CellCounts[]) {
  const { id, seq, name, order, repeats, promptCount } = comparison;
  return {
    id,
    seq,
    name,
    createdAt: new Date(seq).toISOString(),
    kept,
    order,
    repeats,
    promptCount,
    state: comparisonState(counts, running !== null),
  };
}

function standingOf(
  { configuration, revision }: StoredColumn,
  configurationNow: (id: string) => Configuration | null,
) {
  const now = configurationNow(configuration.id);
  if (now === null) return 'deleted';
  return now.revision === revision ? 'same' : 'changed';
}

function noCell(place: CellPlace, state: 'pending' | 'cancelled'): CellWithTexts {
  return {
    ...place,
    state,
    runId: null,
    changed: false,
    end: null,
    answerLength: 0,
    answer: '',
    reasoning: '',
    textsKept: true,
  };
}
