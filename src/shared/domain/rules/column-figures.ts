import type { Cell, ColumnFigures, Spread } from '../comparison.ts';
import type { Cost } from '../run.ts';

/** What of one whole answer is compared. */
export interface AnswerFigures {
  readonly timeToFirstTokenMs: number | null;
  readonly totalMs: number;
  readonly loadMs: number | null;
  readonly tokensPerSecond: number | null;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  readonly reasoningTokens: number | null;
  readonly answerLength: number;
  /** Whether the tokens are estimates. */
  readonly estimated: boolean;
  readonly costKind: Cost['kind'];
  /** US dollars; null unless the cost is `known`. */
  readonly costUsd: number | null;
}

/** The figures of a cell that is done. Null for any other: half an answer is neither fast nor cheap. */
export function answerFigures({
  state,
  end,
  answerLength,
}: Pick<Cell, 'state' | 'end' | 'answerLength'>): AnswerFigures | null {
  if (state !== 'done' || end?.type !== 'done') return null;
  const { usage, timing, cost } = end;
  return {
    timeToFirstTokenMs: timing.timeToFirstTokenMs,
    totalMs: timing.totalMs,
    loadMs: timing.loadMs,
    tokensPerSecond: timing.tokensPerSecond,
    inputTokens: usage.inputTokens,
    outputTokens: usage.outputTokens,
    reasoningTokens: usage.reasoningTokens,
    answerLength,
    estimated: usage.source === 'estimated',
    costKind: cost.kind,
    costUsd: cost.kind === 'known' ? cost.usd : null,
  };
}

/** What the answers of one column come to. */
export function columnFigures(answers: readonly AnswerFigures[]): ColumnFigures {
  const over = (figure: (answer: AnswerFigures) => number | null) =>
    spread(answers.map(figure).filter((value) => value !== null));
  const withCost = (kind: Cost['kind']) =>
    answers.filter(({ costKind }) => costKind === kind).length;
  const prices = answers.map(priceOf).filter((price) => price !== null);
  return {
    answers: answers.length,
    timeToFirstTokenMs: over((answer) => answer.timeToFirstTokenMs),
    totalMs: over((answer) => answer.totalMs),
    loadMs: over((answer) => answer.loadMs),
    tokensPerSecond: over((answer) => answer.tokensPerSecond),
    inputTokens: over((answer) => answer.inputTokens),
    outputTokens: over((answer) => answer.outputTokens),
    reasoningTokens: over((answer) => answer.reasoningTokens),
    answerLength: over((answer) => answer.answerLength),
    estimated: answers.filter(({ estimated }) => estimated).length,
    cost: {
      perAnswerUsd: spread(prices),
      totalUsd: prices.length === 0 ? null : prices.reduce((sum, price) => sum + price, 0),
      known: withCost('known'),
      local: withCost('local'),
      simulated: withCost('simulated'),
      unknown: withCost('unknown'),
    },
  };
}

function priceOf({ costKind, costUsd }: AnswerFigures): number | null {
  return costKind === 'local' ? 0 : costUsd;
}

/** Null for no values. */
function spread(values: readonly number[]): Spread | null {
  // Sorts numbers as numbers, and ten thousands of them in a few milliseconds.
  const sorted = Float64Array.from(values).sort();
  if (sorted.length === 0) return null;
  return {
    count: sorted.length,
    median: quantile(sorted, 0.5),
    lowerQuartile: quantile(sorted, 0.25),
    upperQuartile: quantile(sorted, 0.75),
    min: quantile(sorted, 0),
    max: quantile(sorted, 1),
  };
}

/** Between the two nearest values where it falls between two, as spreadsheets do it (their inclusive quartiles). */
function quantile(sorted: Float64Array, share: number): number {
  const at = (sorted.length - 1) * share;
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  const above = sorted[Math.ceil(at)] ?? Number.NaN;
  return below + (above - below) * (at - Math.floor(at));
}
