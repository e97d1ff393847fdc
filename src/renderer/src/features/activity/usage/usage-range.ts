import type { UsageRange } from '#shared/domain/usage.ts';

/** Stretches of whole days to choose from. */
export const usageRanges = [
  { value: 'week', label: 'Last 7 days' },
  { value: 'month', label: 'Last 30 days' },
  { value: 'quarter', label: 'Last 90 days' },
  { value: 'any', label: 'All time' },
  { value: 'days', label: 'Between dates' },
] as const;

/** A stretch of time as it was chosen; days as `2026-11-20`, empty for open ends. */
export interface ChosenRange {
  readonly range: (typeof usageRanges)[number]['value'];
  readonly firstDay: string;
  readonly lastDay: string;
}

export const lastMonth: ChosenRange = { range: 'month', firstDay: '', lastDay: '' };

/** The moments it lies between. Days begin and end where the person is, and today is one of them. */
export function momentsOf({ range, firstDay, lastDay }: ChosenRange, now: Date): UsageRange {
  switch (range) {
    case 'any':
      return { from: null, to: null };
    case 'week':
      return { from: daysBefore(now, 6), to: null };
    case 'month':
      return { from: daysBefore(now, 29), to: null };
    case 'quarter':
      return { from: daysBefore(now, 89), to: null };
    case 'days':
      return { from: beginningOf(firstDay, 0), to: beginningOf(lastDay, 1) };
  }
}

function daysBefore(now: Date, days: number): string {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() - days).toISOString();
}

/** Where a day begins, or one `later`; null for a day that is not, or not yet, a date. */
function beginningOf(day: string, later: number): string | null {
  const [year, month, date] = day.split('-').map(Number);
  if (year === undefined || month === undefined || date === undefined) return null;
  const moment = new Date(year, month - 1, date + later);
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString();
}
