import type { UsageRange, UsageReport, UsageTotals } from '#shared/domain/usage.ts';

/** What the bars of the chart show. */
export const chartMetrics = [
  { value: 'tokens', label: 'Tokens' },
  { value: 'cost', label: 'Cost' },
  { value: 'runs', label: 'Runs' },
] as const;

export type ChartMetric = (typeof chartMetrics)[number]['value'];

export interface ChartBar {
  /** A day, `2026-11-23`, or a month, `2026-11`. */
  readonly key: string;
  readonly value: number;
}

/** More days than this are added up by month. */
const mostDays = 92;

const measures: Readonly<Record<ChartMetric, (totals: UsageTotals) => number>> = {
  tokens: ({ inputTokens, outputTokens }) => (inputTokens ?? 0) + (outputTokens ?? 0),
  cost: ({ costUsd }) => costUsd ?? 0,
  runs: ({ runs }) => runs,
};

/** One bar a day of the range, those without a run included; by month where that would be too many. */
export function chartBars(
  byDay: UsageReport['byDay'],
  range: UsageRange,
  metric: ChartMetric,
  today: Date,
): readonly ChartBar[] {
  const days = daysOf(byDay, range, today);
  const keyOf = days.length > mostDays ? (day: string) => day.slice(0, 7) : (day: string) => day;
  const bars = new Map(days.map((day) => [keyOf(day), 0]));
  for (const { day, totals } of byDay) {
    bars.set(keyOf(day), (bars.get(keyOf(day)) ?? 0) + measures[metric](totals));
  }
  return [...bars].map(([key, value]) => ({ key, value }));
}

/** Every day from the first to the last; an open end is the first day with a run, or today. */
function daysOf(
  byDay: UsageReport['byDay'],
  { from, to }: UsageRange,
  today: Date,
): readonly string[] {
  const first = from === null ? byDay[0]?.day : localDay(new Date(from));
  const last = to === null ? localDay(today) : localDay(new Date(Date.parse(to) - 1));
  if (first === undefined) return [];
  const days: string[] = [];
  // In UTC, where every day has 24 hours.
  for (let at = Date.parse(first); at <= Date.parse(last); at += 86_400_000) {
    days.push(new Date(at).toISOString().slice(0, 10));
  }
  return days;
}

function localDay(date: Date): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
