import { expect, test } from 'vitest';
import { durationText, speedText, tokensText } from './figures.ts';

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

test('an estimated count says so, and a missing one is not zero', () => {
  expect(tokensText(1_234, 'provider')).toBe('1,234');
  expect(tokensText(1_234, 'estimated')).toBe('≈ 1,234');
  expect(tokensText(null, 'provider')).toBe('–');
  expect(speedText(null)).toBe('–');
  expect(speedText(52.34)).toBe('52.3');
});
