import { expect, it } from 'vitest';
import { anyTime, momentsOf } from './time-range.ts';

const now = new Date('2026-11-20T12:00:00.000Z');

it('has no bounds for any time', () => {
  expect(momentsOf(anyTime, now)).toEqual({ from: null, to: null });
});

it.each([
  ['hour', '2026-11-20T11:00:00.000Z'],
  ['week', '2026-11-13T12:00:00.000Z'],
  ['month', '2026-10-21T12:00:00.000Z'],
] as const)('counts back the last %s', (range, from) => {
  expect(momentsOf({ ...anyTime, range }, now)).toEqual({ from, to: null });
});

it('begins today at midnight where the person is', () => {
  const { from } = momentsOf({ ...anyTime, range: 'today' }, now);
  const midnight = new Date(from ?? '');
  expect([midnight.getHours(), midnight.getMinutes()]).toEqual([0, 0]);
  expect(midnight.getDate()).toBe(now.getDate());
});

it('includes the whole of the first day and of the last', () => {
  const chosen = { range: 'days', firstDay: '2026-11-01', lastDay: '2026-11-02' } as const;
  expect(momentsOf(chosen, now)).toEqual({
    from: new Date(2026, 10, 1).toISOString(),
    to: new Date(2026, 10, 2, 23, 59, 59, 999).toISOString(),
  });
});

it('leaves a side open while its day is no date', () => {
  const chosen = { range: 'days', firstDay: '', lastDay: '2026-11-02' } as const;
  expect(momentsOf(chosen, now).from).toBeNull();
});
