import { expect, test } from 'vitest';
import { exampleDraftRun } from '../../testing/workflow-examples.ts';
import { totalOf } from './draft-total.ts';

test('two answers are added up', () => {
  const price = { source: 'provider' as const };
  const runs = [0.1, 0.25].map((usd) => exampleDraftRun({ cost: { kind: 'known', usd, price } }));
  const total = totalOf(runs);
  expect(total).toMatchObject({ inputTokens: 34, outputTokens: 46, totalMs: 4_800 });
  expect(total.cost).toEqual({ kind: 'known', usd: 0.35, price });
});

test('what is not known of one is not known of both', () => {
  const { usage } = exampleDraftRun();
  const total = totalOf([
    exampleDraftRun(),
    exampleDraftRun({
      usage: { ...usage, inputTokens: null, source: 'estimated' },
      cost: { kind: 'known', usd: 1, price: { source: 'provider' } },
    }),
  ]);
  expect(total).toMatchObject({
    inputTokens: null,
    outputTokens: 46,
    source: 'estimated',
    cost: null,
  });
});
