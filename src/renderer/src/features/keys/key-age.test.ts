import { expect, it } from 'vitest';
import { keyAge } from './key-age.ts';

const noon = Date.parse('2026-11-23T12:00:00.000Z');
const daysAgo = (days: number) => new Date(noon - days * 86_400_000).toISOString();

it('warns the day after the limit, not on it', () => {
  expect(keyAge(daysAgo(90), noon, 90)).toEqual({ days: 90, limit: 90, isOld: false });
  expect(keyAge(daysAgo(91), noon, 90)).toEqual({ days: 91, limit: 90, isOld: true });
});

it('does not warn before it is known what the limit is', () => {
  expect(keyAge(daysAgo(4_000), noon, null).isOld).toBe(false);
});

it('takes a key from a clock that was ahead as new', () => {
  expect(keyAge(daysAgo(-3), noon, 90).days).toBe(0);
});
