import { expect, test } from 'vitest';
import { costText, durationText, speedText, tokensText } from './figures.ts';

test.each([
  [null, '–'],
  [0.4, '0 ms'],
  [182.4, '182 ms'],
  [999.6, '1.00 s'],
  [1_240, '1.24 s'],
  [12_449, '12.4 s'],
  [59_960, '1 min 0 s'],
  [125_000, '2 min 5 s'],
])('%s ms reads %s', (ms, text) => {
  expect(durationText(ms)).toBe(text);
});

function known(usd: number) {
  return costText({ kind: 'known', usd, price: { source: 'provider' } });
}

test('a cost has as many digits as mean something, and what is unknown is no zero', () => {
  expect(known(0.004173)).toBe('$0.00417');
  expect(known(0.000_000_42)).toBe('$0.00000042');
  expect(known(12.345)).toBe('$12.35');
  expect(known(0)).toBe('$0.00');
  expect(costText({ kind: 'local' })).toBe('Local');
  expect(costText({ kind: 'simulated' })).toBe('Simulated');
  expect(costText({ kind: 'unknown' })).toBe('Price unknown');
});

test('an estimated count says so, and a missing one is not zero', () => {
  expect(tokensText(1_234, 'provider')).toBe('1,234');
  expect(tokensText(1_234, 'estimated')).toBe('≈ 1,234');
  expect(tokensText(null, 'provider')).toBe('–');
  expect(speedText(null)).toBe('–');
  expect(speedText(52.34)).toBe('52.3');
});
