/** The cells of a comparison, as the page holds them: in rows without their texts, and as runs with them. */
import type {
  Cell,
  CellPlace,
  CellWithTexts,
  ComparedPrompt,
  Comparison,
  ComparisonProgress,
} from '#shared/domain/comparison.ts';
import { begun, type RunProgress } from './run.ts';

/** A prompt with how it stands in every column, without what was answered. */
export type ComparedRow = Omit<ComparedPrompt, 'cells'> & { readonly cells: readonly Cell[] };

/** Those that were looked at, by place. */
export type Rows = ReadonlyMap<number, ComparedRow>;

/** The run of a cell. */
export interface CellRun extends RunProgress {
  /** False where its texts are gone, because the history was not kept. */
  readonly textsKept: boolean;
}

/** Names a cell among those of its comparison. */
export function cellKey({ prompt, column, repeat }: CellPlace): string {
  return `${prompt} ${column} ${repeat}`;
}

/** The prompt and the column of the cell that `key` names. */
export function placeIn(key: string): { readonly prompt: number; readonly column: number } {
  const [prompt = -1, column = -1] = key.split(' ').map(Number);
  return { prompt, column };
}

export function rowOf({ cells, ...prompt }: ComparedPrompt): ComparedRow {
  return { ...prompt, cells: cells.map(({ answer, reasoning, textsKept, ...cell }) => cell) };
}

/** The cells of one column, its repeats in order. */
export function cellsOf(row: ComparedRow, column: number): readonly Cell[] {
  return row.cells.filter((cell) => cell.column === column);
}

/** The run of a cell that has ended, with what it brought; null for one that has not. */
export function endedRun({
  runId,
  end,
  answer,
  reasoning,
  textsKept,
}: CellWithTexts): CellRun | null {
  if (end === null) return null;
  const run = begun(runId ?? '', null);
  return { ...run, phase: 'ended', text: answer, reasoning, outcome: end, textsKept };
}

/** The rows with the cells as they are now. Those of rows that are not held are dropped. */
export function withCells(rows: Rows, changed: readonly Cell[]): Rows {
  const next = new Map(rows);
  for (const cell of changed) {
    const row = next.get(cell.prompt);
    if (row === undefined) continue;
    const cells = row.cells.map((one) => (cellKey(one) === cellKey(cell) ? cell : one));
    next.set(cell.prompt, { ...row, cells });
  }
  return next;
}

/** The comparison as it has come on. Figures and marks are as they were. */
export function withProgress(
  comparison: Comparison,
  { state, notice, columns }: Omit<ComparisonProgress, 'comparisonId' | 'changed'>,
): Comparison {
  return {
    ...comparison,
    state,
    notice,
    columns: comparison.columns.map((column, place) => ({
      ...column,
      cells: columns[place] ?? column.cells,
    })),
  };
}
