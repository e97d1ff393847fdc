import { expect, test } from 'vitest';
import { momentsOf } from './usage-range.ts';

const now = new Date(2026, 10, 23, 15, 30);
const local = (...parts: [number, number, number]) => new Date(...parts).toISOString();
const none = { firstDay: '', lastDay: '' };

test.each([
  ['week', local(2026, 10, 17)],
  ['month', local(2026, 9, 25)],
  ['quarter', local(2026, 7, 26)],
] as const)('the last %s is of whole days, today among them', (range, from) => {
  expect(momentsOf({ range, ...none }, now)).toEqual({ from, to: null });
});

test('days are those of the person, the last one included', () => {
  const range = 'days';
  expect(momentsOf({ range, firstDay: '2026-11-02', lastDay: '2026-11-03' }, now)).toEqual({
    from: local(2026, 10, 2),
    to: local(2026, 10, 4),
  });
  expect(momentsOf({ range, firstDay: '2026-1', lastDay: '' }, now)).toEqual({
    from: null,
    to: null,
  });
});

test('all time has no ends', () => {
  expect(momentsOf({ range: 'any', ...none }, now)).toEqual({ from: null, to: null });
});
