import { expect, test } from 'vitest';
import { exampleTotals } from '../../../testing/run-examples.ts';
import { chartBars } from './chart-days.ts';

const today = new Date(2026, 10, 23, 15, 30);
const byDay = [
  { day: '2026-11-20', totals: exampleTotals({ runs: 2, inputTokens: 10, outputTokens: 5 }) },
  { day: '2026-11-22', totals: exampleTotals({ runs: 3, costUsd: 0.5, inputTokens: null }) },
];
const always = { from: null, to: null };

test('there is a bar for every day up to today, also for those without a run', () => {
  expect(chartBars(byDay, always, 'runs', today)).toEqual([
    { key: '2026-11-20', value: 2 },
    { key: '2026-11-21', value: 0 },
    { key: '2026-11-22', value: 3 },
    { key: '2026-11-23', value: 0 },
  ]);
});

test('a range has its own ends', () => {
  const range = {
    from: new Date(2026, 10, 19).toISOString(),
    to: new Date(2026, 10, 23).toISOString(),
  };
  expect(chartBars(byDay, range, 'runs', today).map(({ key }) => key)).toEqual([
    '2026-11-19',
    '2026-11-20',
    '2026-11-21',
    '2026-11-22',
  ]);
});

test('bars are tokens in and out, or what is known of the cost', () => {
  const values = (metric: 'tokens' | 'cost') =>
    chartBars(byDay, always, metric, today).map(({ value }) => value);
  expect(values('tokens')).toEqual([15, 0, 23, 0]);
  expect(values('cost')).toEqual([0, 0, 0.5, 0]);
});

test('more days than can be told apart are added up by month', () => {
  const early = { day: '2026-06-01', totals: exampleTotals({ runs: 1 }) };
  expect(chartBars([early, ...byDay], always, 'runs', today)).toEqual([
    { key: '2026-06', value: 1 },
    { key: '2026-07', value: 0 },
    { key: '2026-08', value: 0 },
    { key: '2026-09', value: 0 },
    { key: '2026-10', value: 0 },
    { key: '2026-11', value: 5 },
  ]);
});

test('with nothing run at all there is no bar', () => {
  expect(chartBars([], always, 'runs', today)).toEqual([]);
});
