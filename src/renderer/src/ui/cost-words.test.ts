import { expect, test } from 'vitest';
import { costReason, costText } from './cost-words.ts';

function known(usd: number) {
  return costText({ kind: 'known', usd, price: { source: 'provider' } });
}

test('a cost has as many digits as mean something, and what is unknown is no zero', () => {
  expect(known(0.004173)).toBe('$0.00417');
  expect(known(0.000_000_42)).toBe('$0.00000042');
  expect(known(12.345)).toBe('$12.35');
  expect(known(0.5)).toBe('$0.50');
  expect(known(0.125)).toBe('$0.125');
  expect(known(0)).toBe('$0.00');
  expect(costText({ kind: 'local' })).toBe('Local');
  expect(costText({ kind: 'simulated' })).toBe('Simulated');
  expect(costText({ kind: 'unknown' })).toBe('Price unknown');
});

test('a cost says what it comes from', () => {
  expect(
    costReason({
      kind: 'known',
      usd: 0.02,
      price: {
        source: 'list',
        list: 'genai-prices 0.1.8',
        listDate: '2026-09-23',
        listedAs: 'openai/gpt-5',
        perMillion: {
          input: 1.25,
          cachedInput: 0.125,
          cacheWrite: null,
          output: 10,
          reasoning: null,
        },
        perRequest: 0.012,
      },
    }),
  ).toBe(
    'For a million tokens: $1.25 input, $0.125 cached input, $10.00 output, and $0.012 a request. Listed as openai/gpt-5 in genai-prices 0.1.8 of 2026-09-23.',
  );
  expect(costReason({ kind: 'known', usd: 0, price: { source: 'provider' } })).toContain(
    'provider said so',
  );
  expect(costReason({ kind: 'unknown' })).toContain('Neither');
});
