import { expect, test } from 'vitest';
import { leftText, percentOf, speedText, transferText } from './pull-words.ts';

test.each([
  [0, 5_225_388_164, '0.0 of 4.9 GiB'],
  [1_288_490_189, 5_225_388_164, '1.2 of 4.9 GiB'],
  [52_428_800, 104_857_600, '50.0 of 100.0 MiB'],
  [100, 2_048, '0.1 of 2.0 KiB'],
  [0, null, '0.0 KiB'],
])('%i bytes of %s are %s', (completed, total, text) => {
  expect(transferText(completed, total)).toBe(text);
});

test.each([
  [50_540_000, '48.2 MiB/s'],
  [900, '0.9 KiB/s'],
])('%i bytes a second are %s', (speed, text) => {
  expect(speedText(speed)).toBe(text);
});

test.each([
  [0.2, '1 s left'],
  [59.4, '59 s left'],
  [59.6, '1 min 00 s left'],
  [64, '1 min 04 s left'],
  [754, '12 min left'],
  [3_900, '1 h 05 min left'],
])('%s seconds are %s', (seconds, text) => {
  expect(leftText(seconds)).toBe(text);
});

test('no share is told of an unknown whole, and never more than all', () => {
  expect(percentOf({ completedBytes: 5, totalBytes: null })).toBeNull();
  expect(percentOf({ completedBytes: 5, totalBytes: 0 })).toBeNull();
  expect(percentOf({ completedBytes: 50, totalBytes: 200 })).toBe(25);
  expect(percentOf({ completedBytes: 300, totalBytes: 200 })).toBe(100);
});
