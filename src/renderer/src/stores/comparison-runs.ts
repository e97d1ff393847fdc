import type { ComparedPrompt, Comparison, ComparisonPart } from '#shared/domain/comparison.ts';
import { cellKey, endedRun } from './comparison-cells.ts';
import type { RunProgress } from './run.ts';

/** Runs of cells, by `cellKey`. */
export type CellRuns = Readonly<Record<string, RunProgress>>;

/** Without the runs that have ended, but for those of the prompt that is shown: texts are many and long. */
export function withoutEnded(runs: CellRuns, shownPrompt: number | null): CellRuns {
  const kept = Object.entries(runs).filter(
    ([key, run]) => run.outcome === null || placeIn(key).prompt === shownPrompt,
  );
  return Object.fromEntries(kept);
}

/** The runs, those of a prompt as main has them. One that is under way is further on here than there. */
export function runsOfPrompt(
  prompt: ComparedPrompt,
  { columns, state }: Comparison,
  runs: CellRuns,
): CellRuns {
  const merged: Record<string, RunProgress> = { ...runs };
  for (const cell of prompt.cells) {
    const key = cellKey(cell);
    const own = runs[key];
    const ended = endedRun(cell, columns[cell.column]?.configuration ?? null);
    const underWay = state === 'running' && own?.outcome === null && own.id !== cell.runId;
    if (ended !== null && !underWay) merged[key] = ended;
    else if (ended === null && state !== 'running') delete merged[key];
  }
  return merged;
}

/** Changes the runs of a part; of all for null. */
export function partOf(
  runs: CellRuns,
  part: ComparisonPart | null,
  change: (run: RunProgress) => RunProgress,
): CellRuns {
  return Object.fromEntries(
    Object.entries(runs).map(([key, run]) => [key, isIn(part, key) ? change(run) : run]),
  );
}

function isIn(part: ComparisonPart | null, key: string): boolean {
  if (part === null) return true;
  if ('prompt' in part) return cellKey(part) === key;
  return placeIn(key).column === part.column;
}

function placeIn(key: string): { readonly prompt: number; readonly column: number } {
  const [prompt = -1, column = -1] = key.split(' ').map(Number);
  return { prompt, column };
}
