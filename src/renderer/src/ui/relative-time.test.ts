import { expect, it } from 'vitest';
import { sinceWords } from './relative-time.tsx';

const now = Date.parse('2026-11-20T12:00:00.000Z');

it.each([
  ['2026-11-20T11:59:31.000Z', 'just now'],
  ['2026-11-20T11:57:00.000Z', '3 minutes ago'],
  ['2026-11-20T09:00:00.000Z', '3 hours ago'],
  ['2026-11-19T11:00:00.000Z', 'yesterday'],
  ['2026-11-10T12:00:00.000Z', 'last week'],
  ['2025-10-20T12:00:00.000Z', 'last year'],
])('%s is said as "%s"', (at, words) => {
  expect(sinceWords(new Date(at), now)).toBe(words);
});
