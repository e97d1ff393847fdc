import type { CellWithTexts, ComparedPrompt, Comparison } from '#shared/domain/comparison.ts';
import { toCsv } from '../csv.ts';

const columns = [
  'prompt number',
  'id',
  'prompt',
  'system prompt',
  'column',
  'configuration',
  'provider',
  'model',
  'simulated',
  'repeat',
  'state',
  'ran with a changed configuration',
  'finish reason',
  'error',
  'error message',
  'answer',
  'reasoning',
  'answer length (characters)',
  'time to first token (ms)',
  'total time (ms)',
  'load time (ms)',
  'tokens per second',
  'input tokens',
  'output tokens',
  'reasoning tokens',
  'tokens counted by',
  'cost',
  'cost (USD)',
  'vote',
  'started',
  'run id',
] as const;

/** A line for each cell, with a header line; times in UTC, places counted from 1. */
export function comparisonCsv(comparison: Comparison, prompts: readonly ComparedPrompt[]): string {
  const rows = prompts.flatMap((prompt) =>
    prompt.cells.map((cell) => rowOf(comparison, prompt, cell)),
  );
  return toCsv(columns, rows);
}

function rowOf(
  comparison: Comparison,
  prompt: ComparedPrompt,
  cell: CellWithTexts,
): (string | number | null)[] {
  const configuration = comparison.columns[cell.column]?.configuration;
  const done = cell.end?.type === 'done' ? cell.end : null;
  const failed = cell.end?.type === 'failed' ? cell.end : null;
  const timing = cell.end?.timing ?? null;
  return [
    prompt.place + 1,
    prompt.id,
    prompt.prompt,
    prompt.systemPrompt ?? comparison.systemPrompt,
    cell.column + 1,
    configuration?.name ?? null,
    configuration?.provider ?? null,
    configuration?.model ?? null,
    configuration?.simulated === true ? 'yes' : 'no',
    cell.repeat + 1,
    cell.state,
    cell.changed ? 'yes' : 'no',
    done?.reason ?? null,
    failed?.error.code ?? null,
    failed?.error.message ?? null,
    cell.textsKept ? cell.answer : null,
    cell.textsKept ? cell.reasoning : null,
    cell.answerLength,
    rounded(timing?.timeToFirstTokenMs, 0),
    rounded(timing?.totalMs, 0),
    rounded(timing?.loadMs, 0),
    rounded(timing?.tokensPerSecond, 1),
    done?.usage.inputTokens ?? null,
    done?.usage.outputTokens ?? null,
    done?.usage.reasoningTokens ?? null,
    done?.usage.source ?? null,
    done?.cost.kind ?? null,
    done?.cost.kind === 'known' ? done.cost.usd : null,
    prompt.votes[cell.column] ?? null,
    timing?.startedAt ?? null,
    cell.runId,
  ];
}

function rounded(value: number | null | undefined, digits: number): number | null {
  return value === null || value === undefined ? null : Number(value.toFixed(digits));
}
