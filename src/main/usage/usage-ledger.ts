import type { DatabaseSync } from 'node:sqlite';
import { runConfigurationSchema } from '#shared/domain/run.ts';
import {
  type UsageEntry,
  type UsageRange,
  type UsageReport,
  type UsageTotals,
  usageTotalsSchema,
} from '#shared/domain/usage.ts';
import type { Database } from '../storage/database.ts';
import { localDays } from './local-days.ts';
import { usageColumns, usageEntry } from './usage-rows.ts';

/** Which rows are asked for. */
export interface UsageFilter {
  readonly range: UsageRange;
  /** Null: everybody's. */
  readonly memberId: string | null;
}

interface UsagePage {
  /** Only what is older than this; null for the newest. */
  readonly beforeSeq: number | null;
  readonly limit: number;
}

/** Every run, without its texts, and what they add up to. */
export class UsageLedger {
  readonly #database: Pick<Database, 'use'>;

  constructor(database: Pick<Database, 'use'>) {
    this.#database = database;
  }

  /** Newest first. */
  list(
    filter: UsageFilter,
    { beforeSeq, limit }: UsagePage,
  ): { readonly entries: UsageEntry[]; readonly more: boolean } {
    const rows = this.#database.use((db) =>
      db
        .prepare(
          `SELECT ${usageColumns} FROM usage
           WHERE ${matching} AND ($before IS NULL OR seq < $before) ORDER BY seq DESC LIMIT $limit`,
        )
        .all({ ...parametersOf(filter), $before: beforeSeq, $limit: limit + 1 }),
    );
    return { entries: rows.slice(0, limit).map(usageEntry), more: rows.length > limit };
  }

  /** Oldest first. */
  all(filter: UsageFilter): readonly UsageEntry[] {
    return this.#database.use((db) =>
      db
        .prepare(`SELECT ${usageColumns} FROM usage WHERE ${matching} ORDER BY seq`)
        .all(parametersOf(filter))
        .map(usageEntry),
    );
  }

  /** @param timeZone decides where a day begins. Throws `invalid-input` for one that there is not. */
  report(filter: UsageFilter, timeZone: string): Omit<UsageReport, 'scope' | 'notice'> {
    const dayOf = localDays(timeZone);
    return this.#database.use((db) => {
      db.function('local_day', (at) => dayOf(Number(at)));
      const rows = (grouping: Grouping) => totalsBy(db, filter, grouping);
      return {
        total: totals(rows({ columns: 'NULL AS everything' })[0] ?? {}),
        byConfiguration: rows({
          // SQLite takes the other columns from the row that has the maximum: the last run's.
          columns: `configuration_id AS id, configuration_name AS name, provider, model, simulated, max(seq) AS last`,
          groupBy: 'configuration_id',
          orderBy: 'last DESC',
        }).map((row) => ({
          configuration: runConfigurationSchema
            .strip()
            .parse({ ...row, simulated: row.simulated === 1 }),
          totals: totals(row),
        })),
        byModel: rows({
          columns: 'provider, model, simulated',
          groupBy: 'provider, model, simulated',
          orderBy: 'runs DESC, max(seq) DESC',
        }).map((row) => ({
          ...runConfigurationSchema
            .pick({ provider: true, model: true, simulated: true })
            .strip()
            .parse({ ...row, simulated: row.simulated === 1 }),
          totals: totals(row),
        })),
        byDay: rows({
          columns: 'local_day(started_at) AS day',
          groupBy: 'day',
          orderBy: 'day',
        }).map((row) => ({ day: String(row.day), totals: totals(row) })),
      };
    });
  }
}

type Row = Readonly<Record<string, unknown>>;

interface Grouping {
  readonly columns: string;
  readonly groupBy?: string;
  readonly orderBy?: string;
}

const matching = `($member IS NULL OR usage.member_id = $member)
  AND ($from IS NULL OR started_at >= $from) AND ($to IS NULL OR started_at < $to)`;

function parametersOf({ range: { from, to }, memberId }: UsageFilter) {
  return {
    $member: memberId,
    $from: from === null ? null : Date.parse(from),
    $to: to === null ? null : Date.parse(to),
  };
}

/** A run that failed before anything came was hardly charged for; of any other without a price the cost is missing. */
const added = `
  count(*) AS runs,
  sum(outcome = 'failed') AS failed,
  sum(input_tokens) AS inputTokens,
  sum(cached_input_tokens) AS cachedInputTokens,
  sum(output_tokens) AS outputTokens,
  sum(reasoning_tokens) AS reasoningTokens,
  sum(usage_source IS 'estimated') AS estimated,
  sum(cost_usd) AS costUsd,
  sum(cost_kind = 'unknown' AND (outcome <> 'failed' OR time_to_first_token_ms IS NOT NULL)) AS unpriced,
  avg(time_to_first_token_ms) AS timeToFirstTokenMs,
  avg(tokens_per_second) AS tokensPerSecond`;

function totalsBy(
  db: DatabaseSync,
  filter: UsageFilter,
  { columns, groupBy, orderBy }: Grouping,
): readonly Row[] {
  const grouped = groupBy === undefined ? '' : `GROUP BY ${groupBy} ORDER BY ${orderBy}`;
  return db
    .prepare(`SELECT ${columns}, ${added} FROM usage WHERE ${matching} ${grouped}`)
    .all(parametersOf(filter));
}

/** Of no run at all the sums of counts are null too. */
function totals(row: Row): UsageTotals {
  const counts = {
    failed: row.failed ?? 0,
    estimated: row.estimated ?? 0,
    unpriced: row.unpriced ?? 0,
  };
  return usageTotalsSchema.strip().parse({ ...row, ...counts });
}
