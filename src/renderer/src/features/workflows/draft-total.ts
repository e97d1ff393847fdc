import type { Cost, Usage } from '#shared/domain/run.ts';
import type { DraftRun } from '#shared/domain/workflow-draft.ts';

interface DraftTotal {
  readonly totalMs: number;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  readonly source: Usage['source'];
  /** Null where the answers were not all paid for in one way: then they are told one by one. */
  readonly cost: Cost | null;
}

/** What the answers of a draft took together. What is not known of one is not known of all. */
export function totalOf(runs: readonly DraftRun[]): DraftTotal {
  return {
    totalMs: runs.reduce((sum, { timing }) => sum + timing.totalMs, 0),
    inputTokens: sumOf(runs.map(({ usage }) => usage.inputTokens)),
    outputTokens: sumOf(runs.map(({ usage }) => usage.outputTokens)),
    source: runs.every(({ usage }) => usage.source === 'provider') ? 'provider' : 'estimated',
    cost: costOf(runs.map(({ cost }) => cost)),
  };
}

function sumOf(counts: readonly (number | null)[]): number | null {
  return counts.reduce<number | null>(
    (sum, count) => (sum === null || count === null ? null : sum + count),
    0,
  );
}

function costOf(costs: readonly Cost[]): Cost | null {
  const [first, ...rest] = costs;
  if (first === undefined || rest.some(({ kind }) => kind !== first.kind)) return null;
  if (first.kind !== 'known') return first;
  const usd = costs.reduce((sum, cost) => sum + (cost.kind === 'known' ? cost.usd : 0), 0);
  return { ...first, usd };
}
