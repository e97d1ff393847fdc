import type { Price } from '#shared/domain/run.ts';
import type { UsageEntry } from '#shared/domain/usage.ts';
import { toCsv } from '../csv.ts';

const columns = [
  'time',
  'member',
  'member id',
  'path',
  'configuration',
  'configuration id',
  'provider',
  'model',
  'simulated',
  'outcome',
  'error',
  'input tokens',
  'cached input tokens',
  'cache write tokens',
  'output tokens',
  'reasoning tokens',
  'total tokens',
  'tokens counted by',
  'time to first token (ms)',
  'total time (ms)',
  'load time (ms)',
  'tokens per second',
  'cost',
  'cost (USD)',
  'price from',
  'price listed as',
  'USD per million input tokens',
  'USD per million cached input tokens',
  'USD per million cache write tokens',
  'USD per million output tokens',
  'USD per million reasoning tokens',
  'USD per request',
  'run id',
] as const;

/** The entries as CSV with a header line; times in UTC. */
export function usageCsv(entries: readonly UsageEntry[]): string {
  return toCsv(columns, entries.map(rowOf));
}

function rowOf(entry: UsageEntry): (string | number | null)[] {
  const { configuration, usage, timing, cost } = entry;
  return [
    timing.startedAt,
    entry.memberName,
    entry.memberId,
    entry.path,
    configuration.name,
    configuration.id,
    configuration.provider,
    configuration.model,
    configuration.simulated ? 'yes' : 'no',
    entry.outcome,
    entry.errorCode,
    usage?.inputTokens ?? null,
    usage?.cachedInputTokens ?? null,
    usage?.cacheWriteTokens ?? null,
    usage?.outputTokens ?? null,
    usage?.reasoningTokens ?? null,
    usage?.totalTokens ?? null,
    usage?.source ?? null,
    rounded(timing.timeToFirstTokenMs),
    rounded(timing.totalMs),
    rounded(timing.loadMs),
    timing.tokensPerSecond === null ? null : Number(timing.tokensPerSecond.toFixed(1)),
    cost.kind,
    ...(cost.kind === 'known' ? [cost.usd, ...priceFields(cost.price)] : noPrice),
    entry.runId,
  ];
}

const noPrice = Array.from<null>({ length: 9 }).fill(null);

function priceFields(price: Price): (string | number | null)[] {
  if (price.source === 'provider') return ['provider', ...noPrice.slice(2)];
  const { input, cachedInput, cacheWrite, output, reasoning } = price.perMillion;
  const list = `${price.list} of ${price.listDate}`;
  return [
    list,
    price.listedAs,
    input,
    cachedInput,
    cacheWrite,
    output,
    reasoning,
    price.perRequest,
  ];
}

function rounded(milliseconds: number | null): number | null {
  return milliseconds === null ? null : Math.round(milliseconds);
}
