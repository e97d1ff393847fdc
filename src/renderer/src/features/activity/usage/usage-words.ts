import type { UsageEntry, UsageTotals } from '#shared/domain/usage.ts';
import { assertNever } from '#shared/errors.ts';
import { dollarsText } from '../../../ui/cost-words.ts';
import type { ChartMetric } from './chart-days.ts';

/** Stands where there is no figure. */
export const noFigure = '–';

export function countText(count: number | null): string {
  return count === null ? noFigure : Math.round(count).toLocaleString('en');
}

/** Tokens of several runs; `≈` where some of them are estimated. */
export function tokensText(count: number | null, { estimated }: UsageTotals): string {
  return count !== null && estimated > 0 ? `≈ ${countText(count)}` : countText(count);
}

/** What is known of the cost; what is not is said, and never a zero. */
export function totalCostText({ costUsd, unpriced }: UsageTotals): string {
  if (costUsd === null) return unpriced > 0 ? 'Price unknown' : noFigure;
  return dollarsText(costUsd);
}

/** How many runs are missing in a cost; null if none is. */
export function unpricedText({ costUsd, unpriced }: UsageTotals): string | null {
  if (costUsd === null || unpriced === 0) return null;
  return `and ${countText(unpriced)} ${unpriced === 1 ? 'run' : 'runs'} of unknown price`;
}

export function metricText(metric: ChartMetric, value: number): string {
  switch (metric) {
    case 'tokens':
      return `${countText(value)} tokens`;
    case 'cost':
      return dollarsText(value);
    case 'runs':
      return `${countText(value)} ${value === 1 ? 'run' : 'runs'}`;
    default:
      return assertNever(metric);
  }
}

const day = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const fullDay = new Intl.DateTimeFormat('en', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});
const month = new Intl.DateTimeFormat('en', { month: 'short', year: 'numeric', timeZone: 'UTC' });

/** `23 Nov` for a day, `Nov 2026` for a month. */
export function dayText(key: string, withYear = false): string {
  if (key.length === 7) return month.format(new Date(`${key}-01`));
  return (withYear ? fullDay : day).format(new Date(key));
}

export function outcomeText(outcome: UsageEntry['outcome']): string {
  switch (outcome) {
    case 'stop':
      return 'Complete';
    case 'length':
      return 'Token limit reached';
    case 'content-filter':
      return 'Content filter';
    case 'cancelled':
      return 'Stopped';
    case 'other':
      return 'Not said';
    case 'failed':
      return 'Failed';
    default:
      return assertNever(outcome);
  }
}
