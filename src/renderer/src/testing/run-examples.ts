import type { KeptRun } from '#shared/domain/history.ts';
import type { RunEvent } from '#shared/domain/run.ts';
import type { UsageEntry, UsageTotals } from '#shared/domain/usage.ts';

type Done = Extract<RunEvent, { type: 'done' }>;

/** How a run ended well, but for what is given. */
export function exampleEnd(
  given: Partial<Pick<Done, 'reason' | 'cost' | 'usage'>> = {},
): Omit<Done, 'runId' | 'seq'> {
  return {
    type: 'done',
    reason: 'stop',
    usage: {
      inputTokens: 17,
      cachedInputTokens: null,
      cacheWriteTokens: null,
      outputTokens: 23,
      reasoningTokens: null,
      totalTokens: 40,
      source: 'provider',
    },
    timing: {
      startedAt: '2026-11-01T08:00:00.000Z',
      timeToFirstTokenMs: 182,
      totalMs: 2_400,
      loadMs: null,
      tokensPerSecond: 52.3,
    },
    cost: { kind: 'unknown' },
    ...given,
  };
}

/** A run from the history, but for what is given. */
export function exampleKeptRun(given: Partial<KeptRun> & Pick<KeptRun, 'runId'>): KeptRun {
  return {
    follows: null,
    configuration: {
      id: '00000000-0000-4000-8000-000000000001',
      name: 'House model',
      provider: 'custom',
      model: 'keystone-1',
      simulated: false,
    },
    parameters: {},
    prompt: 'Is there water?',
    systemPrompt: null,
    answer: 'Yes.',
    reasoning: '',
    end: exampleEnd(),
    ...given,
  };
}

/** Runs added up: one that went well, but for what is given. */
export function exampleTotals(given: Partial<UsageTotals> = {}): UsageTotals {
  return {
    runs: 1,
    failed: 0,
    inputTokens: 17,
    cachedInputTokens: null,
    outputTokens: 23,
    reasoningTokens: null,
    estimated: 0,
    costUsd: null,
    unpriced: 0,
    timeToFirstTokenMs: 182,
    tokensPerSecond: 52.3,
    ...given,
  };
}

/** A row of the ledger. */
export function exampleEntry(seq: number, given: Partial<UsageEntry> = {}): UsageEntry {
  const { configuration } = exampleKeptRun({ runId: '00000000-0000-4000-8000-00000000000a' });
  const { usage, timing, cost } = exampleEnd();
  return {
    seq,
    runId: '00000000-0000-4000-8000-00000000000a',
    memberId: '00000000-0000-4000-8000-0000000000a1',
    memberName: 'Ada',
    path: 'generate',
    configuration,
    outcome: 'stop',
    errorCode: null,
    usage,
    timing,
    cost,
    ...given,
  };
}
