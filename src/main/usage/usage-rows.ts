import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { type Cost, costSchema, priceSchema } from '#shared/domain/run.ts';
import { type UsageEntry, usageEntrySchema } from '#shared/domain/usage.ts';

const columns = [
  'run_id',
  'member_id',
  'member_name',
  'path',
  'configuration_id',
  'configuration_name',
  'provider',
  'model',
  'simulated',
  'started_at',
  'outcome',
  'error_code',
  'input_tokens',
  'cached_input_tokens',
  'cache_write_tokens',
  'output_tokens',
  'reasoning_tokens',
  'total_tokens',
  'usage_source',
  'time_to_first_token_ms',
  'total_ms',
  'load_ms',
  'tokens_per_second',
  'cost_kind',
  'cost_usd',
  'price',
] as const;

/** How a row is read: with every column of an entry, whatever is joined to it. */
export const usageColumns = ['seq', ...columns].map((column) => `usage.${column}`).join(', ');

/** Writes a row and gives its number. */
export function insertUsage(db: DatabaseSync, entry: Omit<UsageEntry, 'seq'>): number {
  const { configuration, usage, timing, cost } = entry;
  const values: Record<(typeof columns)[number], string | number | null> = {
    run_id: entry.runId,
    member_id: entry.memberId,
    member_name: entry.memberName,
    path: entry.path,
    configuration_id: configuration.id,
    configuration_name: configuration.name,
    provider: configuration.provider,
    model: configuration.model,
    simulated: configuration.simulated ? 1 : 0,
    started_at: Date.parse(timing.startedAt),
    outcome: entry.outcome,
    error_code: entry.errorCode,
    input_tokens: whole(usage?.inputTokens),
    cached_input_tokens: whole(usage?.cachedInputTokens),
    cache_write_tokens: whole(usage?.cacheWriteTokens),
    output_tokens: whole(usage?.outputTokens),
    reasoning_tokens: whole(usage?.reasoningTokens),
    total_tokens: whole(usage?.totalTokens),
    usage_source: usage?.source ?? null,
    time_to_first_token_ms: timing.timeToFirstTokenMs,
    total_ms: timing.totalMs,
    load_ms: timing.loadMs,
    tokens_per_second: timing.tokensPerSecond,
    cost_kind: cost.kind,
    cost_usd: cost.kind === 'known' ? cost.usd : null,
    price: cost.kind === 'known' ? JSON.stringify(cost.price) : null,
  };
  const sql = `INSERT INTO usage (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
  return Number(db.prepare(sql).run(...columns.map((column) => values[column])).lastInsertRowid);
}

/** Counts are whole numbers in the ledger, whatever a provider says. */
function whole(count: number | null | undefined): number | null {
  return count === null || count === undefined ? null : Math.round(count);
}

const rowSchema = z.object({
  started_at: z.number(),
  simulated: z.number(),
  usage_source: z.string().nullable(),
  cost_kind: z.string(),
  cost_usd: z.number().nullable(),
  price: z.string().nullable(),
});

/** An entry from a row with `usageColumns`. */
export function usageEntry(row: Readonly<Record<string, unknown>>): UsageEntry {
  const { started_at, simulated, usage_source, ...cost } = rowSchema.parse(row);
  return usageEntrySchema.parse({
    seq: row.seq,
    runId: row.run_id,
    memberId: row.member_id,
    memberName: row.member_name,
    path: row.path,
    configuration: {
      id: row.configuration_id,
      name: row.configuration_name,
      provider: row.provider,
      model: row.model,
      simulated: simulated === 1,
    },
    outcome: row.outcome,
    errorCode: row.error_code,
    usage: usage_source === null ? null : usageOf(row, usage_source),
    timing: {
      startedAt: new Date(started_at).toISOString(),
      timeToFirstTokenMs: row.time_to_first_token_ms,
      totalMs: row.total_ms,
      loadMs: row.load_ms,
      tokensPerSecond: row.tokens_per_second,
    },
    cost: costFrom(cost),
  });
}

function usageOf(row: Readonly<Record<string, unknown>>, source: string) {
  return {
    inputTokens: row.input_tokens,
    cachedInputTokens: row.cached_input_tokens,
    cacheWriteTokens: row.cache_write_tokens,
    outputTokens: row.output_tokens,
    reasoningTokens: row.reasoning_tokens,
    totalTokens: row.total_tokens,
    source,
  };
}

function costFrom({
  cost_kind: kind,
  cost_usd: usd,
  price,
}: Pick<z.infer<typeof rowSchema>, 'cost_kind' | 'cost_usd' | 'price'>): Cost {
  return costSchema.parse(
    kind === 'known'
      ? { kind, usd, price: priceSchema.parse(JSON.parse(price ?? 'null')) }
      : { kind },
  );
}
