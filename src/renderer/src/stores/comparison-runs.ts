import type {
  Cell,
  ComparedPrompt,
  Comparison,
  ComparisonPart,
} from '#shared/domain/comparison.ts';
import { type CellRun, cellKey, endedRun, placeIn } from './comparison-cells.ts';

/** By `cellKey`. */
export type CellRuns = Readonly<Record<string, CellRun>>;

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
  { state }: Pick<Comparison, 'state'>,
  runs: CellRuns,
): CellRuns {
  const merged: Record<string, CellRun> = { ...runs };
  for (const cell of prompt.cells) {
    const key = cellKey(cell);
    const own = runs[key];
    const ended = endedRun(cell);
    if (ended === null) {
      if (state !== 'running') delete merged[key];
    } else if (state === 'running' && own?.outcome === null && own.id !== cell.runId) {
      // A retry that has begun since.
    } else if (ended.textsKept || own?.id !== cell.runId) {
      merged[key] = ended;
    }
  }
  return merged;
}

/** Whether some of `cells` have ended of which the page has not seen the end. */
export function anyMissed(
  cells: readonly Cell[],
  shownPrompt: number | null,
  runs: CellRuns,
): boolean {
  return cells.some((cell) => {
    if (cell.prompt !== shownPrompt || cell.end === null) return false;
    const run = runs[cellKey(cell)];
    return run?.id !== cell.runId || run?.outcome === null;
  });
}

/** The runs of a part, or of all for null, as being stopped. */
export function stopping(runs: CellRuns, part: ComparisonPart | null): CellRuns {
  return Object.fromEntries(
    Object.entries(runs).map(([key, run]) => [
      key,
      run.outcome === null && isIn(part, key) ? { ...run, stopping: true } : run,
    ]),
  );
}

function isIn(part: ComparisonPart | null, key: string): boolean {
  if (part === null) return true;
  return 'prompt' in part ? cellKey(part) === key : placeIn(key).column === part.column;
}
