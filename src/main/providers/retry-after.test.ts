import { expect, test } from 'vitest';
import { retryAfterMs } from './retry-after.ts';

const now = Date.parse('2026-11-23T09:00:00Z');

test.each<[Record<string, string>, number | null]>([
  [{ 'retry-after': '7' }, 7_000],
  [{ 'retry-after': '0.5' }, 500],
  [{ 'retry-after': 'Mon, 23 Nov 2026 09:01:30 GMT' }, 90_000],
  [{ 'retry-after': 'Mon, 23 Nov 2026 08:00:00 GMT' }, 0],
  [{ 'retry-after': '7', 'retry-after-ms': '6350' }, 6_350],
  [{ 'retry-after': 'soon' }, null],
  [{}, null],
])('%j is %j milliseconds', (headers, expected) => {
  expect(retryAfterMs(new Headers(headers), now)).toBe(expected);
});
