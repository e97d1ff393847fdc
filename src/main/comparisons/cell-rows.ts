import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { Cell, CellEnd, CellPlace, CellWithTexts } from '#shared/domain/comparison.ts';
import type { AnswerFigures } from '#shared/domain/rules/column-figures.ts';
import type { UsageEntry } from '#shared/domain/usage.ts';
import type { EndedRun } from '../generation/ended-run.ts';
import { usageColumns, usageEntry } from '../usage/usage-rows.ts';

/** The states in which a cell has a row. */
export type EndedState = 'done' | 'failed' | 'cancelled';

/** What is written of a cell that has ended, or was given up before it began. */
export interface EndedCell {
  readonly place: CellPlace;
  readonly state: EndedState;
  readonly changed: boolean;
  /** Null for one that never began. */
  readonly run: EndedRun | null;
  /** Why it failed; null for any other. */
  readonly error: { readonly code: string; readonly message: string } | null;
}

/** Writes it in the place of what there was; false if its comparison is gone, and with it the place. */
export function putCell(
  db: DatabaseSync,
  comparison: number,
  { place, state, changed, run, error }: EndedCell,
  { usageSeq, keepsTexts }: { readonly usageSeq: number | null; readonly keepsTexts: boolean },
): boolean {
  const insert = db.prepare(
    `INSERT OR REPLACE INTO comparison_cell (comparison, prompt, column_place, repeat, state, usage_seq, changed,
       answer_length, error_code, error_message, answer, reasoning)
     SELECT seq, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM comparison WHERE seq = ?`,
  );
  const { changes } = insert.run(
    place.prompt,
    place.column,
    place.repeat,
    state,
    usageSeq,
    changed ? 1 : 0,
    run?.answer.length ?? 0,
    error?.code ?? null,
    error?.message ?? null,
    keepsTexts ? (run?.answer ?? '') : null,
    keepsTexts ? (run?.reasoning ?? '') : null,
    comparison,
  );
  return changes === 1;
}

/** How a cell is read: everything of it, and of its run where there was one. */
export const cellQuery = `SELECT cell.prompt, cell.column_place, cell.repeat, cell.state, cell.changed,
    cell.usage_seq, cell.answer_length, cell.error_code AS cell_error_code, cell.error_message,
    cell.answer, cell.reasoning, ${usageColumns}
  FROM comparison_cell cell LEFT JOIN usage ON usage.seq = cell.usage_seq`;

type Row = Readonly<Record<string, unknown>>;

const rowSchema = z.object({
  state: z.string(),
  changed: z.number(),
  usage_seq: z.number().nullable(),
  answer_length: z.number(),
  cell_error_code: z.string().nullable(),
  error_message: z.string().nullable(),
  answer: z.string().nullable(),
  reasoning: z.string().nullable(),
});

/** A cell from a row of `cellQuery`. */
export function cellFrom(row: Row): CellWithTexts {
  const cell = rowSchema.parse(row);
  const state = endedState(cell.state);
  const entry = cell.usage_seq === null ? null : usageEntry(row);
  const error = { code: cell.cell_error_code ?? 'internal', message: cell.error_message ?? '' };
  return {
    ...placeOf(row),
    state,
    runId: entry?.runId ?? null,
    changed: cell.changed === 1,
    answerLength: cell.answer_length,
    end:
      state === 'failed'
        ? { type: 'failed', error, timing: entry?.timing ?? null }
        : entry && doneEnd(entry),
    answer: cell.answer ?? '',
    reasoning: cell.reasoning ?? '',
    textsKept: cell.answer !== null,
  };
}

/** Null for a run that failed. */
function doneEnd({ outcome, usage, timing, cost }: UsageEntry): CellEnd | null {
  if (outcome === 'failed' || usage === null) return null;
  return { type: 'done', reason: outcome, usage, timing, cost };
}

/** Where a cell is, from a row that says so. */
export function placeOf(row: Row): CellPlace {
  return {
    prompt: Number(row.prompt),
    column: Number(row.column_place),
    repeat: Number(row.repeat),
  };
}

export function endedState(value: unknown): EndedState {
  return value === 'done' || value === 'failed' ? value : 'cancelled';
}

/** As `cellFrom` would read it back, without its texts. */
export function cellOf({ place, state, changed, run, error }: EndedCell): Cell {
  return {
    ...place,
    state,
    runId: run?.end.runId ?? null,
    changed,
    answerLength: run?.answer.length ?? 0,
    end: endOf(run, error),
  };
}

function endOf(run: EndedCell['run'], error: EndedCell['error']): Cell['end'] {
  if (error !== null) return { type: 'failed', error, timing: run?.end.timing ?? null };
  if (run?.end.type !== 'done') return null;
  const { reason, usage, timing, cost } = run.end;
  return { type: 'done', reason, usage, timing, cost };
}

/** Of a cell that is done, what its column's figures are worked out from. There may be ten thousands of them. */
export const figuresQuery = `SELECT cell.prompt, cell.column_place, cell.repeat, cell.answer_length, usage.time_to_first_token_ms,
    usage.total_ms, usage.load_ms, usage.tokens_per_second, usage.input_tokens, usage.output_tokens,
    usage.reasoning_tokens, usage.usage_source, usage.cost_kind, usage.cost_usd
  FROM comparison_cell cell JOIN usage ON usage.seq = cell.usage_seq
  WHERE cell.comparison = ? AND cell.state = 'done'`;

const costKinds = ['local', 'simulated', 'known'] as const;

/** From a row of `figuresQuery`. */
export function figuresFrom(row: Row): AnswerFigures {
  return {
    timeToFirstTokenMs: numberOrNull(row.time_to_first_token_ms),
    totalMs: Number(row.total_ms),
    loadMs: numberOrNull(row.load_ms),
    tokensPerSecond: numberOrNull(row.tokens_per_second),
    inputTokens: numberOrNull(row.input_tokens),
    outputTokens: numberOrNull(row.output_tokens),
    reasoningTokens: numberOrNull(row.reasoning_tokens),
    answerLength: Number(row.answer_length),
    estimated: row.usage_source === 'estimated',
    costKind: costKinds.find((kind) => kind === row.cost_kind) ?? 'unknown',
    costUsd: numberOrNull(row.cost_usd),
  };
}

function numberOrNull(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}
