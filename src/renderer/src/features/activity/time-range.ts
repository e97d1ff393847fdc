import type { AuditFilter } from '#shared/domain/audit.ts';

/** Stretches of time to choose from. */
export const timeRanges = [
  { value: 'any', label: 'Any time' },
  { value: 'hour', label: 'Last hour' },
  { value: 'today', label: 'Today' },
  { value: 'week', label: 'Last 7 days' },
  { value: 'month', label: 'Last 30 days' },
  { value: 'days', label: 'Between dates' },
] as const;

/** A stretch of time as it was chosen; days as `2026-11-20`, empty for open ends. */
export interface ChosenTime {
  readonly range: (typeof timeRanges)[number]['value'];
  readonly firstDay: string;
  readonly lastDay: string;
}

export const anyTime: ChosenTime = { range: 'any', firstDay: '', lastDay: '' };

/** The moments between which entries lie, both included. Days begin and end where the person is. */
export function momentsOf(
  { range, firstDay, lastDay }: ChosenTime,
  now: Date,
): Pick<AuditFilter, 'from' | 'to'> {
  const since = (ms: number) => ({ from: new Date(now.getTime() - ms).toISOString(), to: null });
  switch (range) {
    case 'any':
      return { from: null, to: null };
    case 'hour':
      return since(3_600_000);
    case 'today': {
      const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate());
      return { from: midnight.toISOString(), to: null };
    }
    case 'week':
      return since(7 * 86_400_000);
    case 'month':
      return since(30 * 86_400_000);
    case 'days':
      return { from: momentOf(firstDay, '00:00:00.000'), to: momentOf(lastDay, '23:59:59.999') };
  }
}

/** Null for a day that is not, or not yet, a date. */
function momentOf(day: string, timeOfDay: string): string | null {
  const moment = new Date(`${day}T${timeOfDay}`);
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString();
}
