import { randomUUID } from 'node:crypto';
import type { Cost, RunConfiguration, Usage } from '#shared/domain/run.ts';
import type { EndedRun } from '../../generation/ended-run.ts';
import type { RunOrigin } from '../run-records.ts';

type Done = Extract<EndedRun['end'], { type: 'done' }>;

export const exampleConfiguration: RunConfiguration = {
  id: '6f1d7a50-54f6-4a77-9a9f-0f7b3f6a2c11',
  name: 'Keystone',
  provider: 'custom',
  model: 'keystone-1',
  simulated: false,
};

export const exampleUsage: Usage = {
  inputTokens: 100,
  cachedInputTokens: 40,
  cacheWriteTokens: null,
  outputTokens: 20,
  reasoningTokens: 5,
  totalTokens: 120,
  source: 'provider',
};

export const listedCost = {
  kind: 'known',
  usd: 0.025,
  price: {
    source: 'list',
    list: 'a list 1.0',
    listDate: '2026-09-23',
    listedAs: 'maker/keystone-1',
    perMillion: { input: 1, cachedInput: 0.1, cacheWrite: null, output: 10, reasoning: null },
    perRequest: null,
  },
} satisfies Cost;

interface RunFacts extends Partial<Omit<EndedRun, 'end'>>, Partial<Pick<Done, 'usage' | 'cost'>> {
  readonly runId?: string;
  readonly prompt?: string;
  readonly reason?: Done['reason'];
  readonly startedAt?: string;
}

/** A run that ended well, but for what is given. */
export function endedRun({
  runId,
  prompt,
  reason,
  startedAt,
  usage,
  cost,
  ...facts
}: RunFacts = {}) {
  return {
    configuration: exampleConfiguration,
    messages: [{ role: 'user', content: prompt ?? 'How deep is the well?' }],
    systemPrompt: null,
    answer: 'Twelve feet.',
    reasoning: '',
    ...facts,
    end: {
      type: 'done',
      runId: runId ?? randomUUID(),
      seq: 9,
      reason: reason ?? 'stop',
      usage: usage ?? exampleUsage,
      timing: timing(startedAt),
      cost: cost ?? { kind: 'unknown' },
    },
  } satisfies EndedRun;
}

/** A run that failed before anything came. */
export function failedRun(facts: RunFacts = {}): EndedRun {
  const { end, ...run } = endedRun(facts);
  return {
    ...run,
    answer: '',
    end: {
      type: 'failed',
      runId: end.runId,
      seq: 3,
      error: { code: 'overloaded', message: 'The provider is overloaded. Try again later.' },
      timing: { ...end.timing, timeToFirstTokenMs: null, tokensPerSecond: null },
    },
  };
}

export function origin(given: Partial<RunOrigin> = {}): RunOrigin {
  return {
    memberId: 'member-1',
    memberName: 'Ada',
    path: 'generate',
    follows: null,
    parameters: {},
    ...given,
  };
}

function timing(startedAt = '2026-11-23T09:00:00.000Z') {
  return { startedAt, timeToFirstTokenMs: 200, totalMs: 1_000, loadMs: null, tokensPerSecond: 25 };
}
