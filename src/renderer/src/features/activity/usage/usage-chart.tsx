import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { UsageRange, UsageReport } from '#shared/domain/usage.ts';
import { type ChartBar, type ChartMetric, chartBars, chartMetrics } from './chart-days.ts';
import classes from './usage-chart.module.css';
import { dayText, metricText } from './usage-words.ts';

interface UsageChartProps {
  readonly byDay: UsageReport['byDay'];
  readonly range: UsageRange;
  readonly today: Date;
}

/** A bar a day. The table by day says the same in words. */
export function UsageChart({ byDay, range, today }: UsageChartProps) {
  const [metric, setMetric] = useState<ChartMetric>('tokens');
  const bars = chartBars(byDay, range, metric, today);
  return (
    <section aria-label="Usage over time" className={classes.chart}>
      <SegmentedControl
        size="xs"
        aria-label="Shown in the chart"
        data={[...chartMetrics]}
        value={metric}
        onChange={(value) => setMetric(value)}
      />
      <Bars bars={bars} metric={metric} />
    </section>
  );
}

interface BarsProps {
  readonly bars: readonly ChartBar[];
  readonly metric: ChartMetric;
}

/** Of the height, what the highest bar takes, in percent. */
const highest = 94;

function Bars({ bars, metric }: BarsProps) {
  const most = Math.max(0, ...bars.map(({ value }) => value));
  const width = 100 / Math.max(bars.length, 1);
  const last = bars.at(-1);
  return (
    <>
      <p aria-hidden="true" className={classes.most}>
        {most > 0 && metricText(metric, most)}
      </p>
      <svg role="img" aria-label={inWords(bars, metric)} className={classes.bars}>
        {bars.map(({ key, value }, index) => {
          const height = most === 0 ? 0 : (value / most) * highest;
          return (
            <g key={key} className={classes.day}>
              <title>{`${dayText(key, true)}: ${metricText(metric, value)}`}</title>
              <rect
                className={classes.hover}
                x={`${index * width}%`}
                width={`${width}%`}
                height="100%"
              />
              <rect
                className={classes.bar}
                x={`${(index + 0.12) * width}%`}
                y={`${100 - height}%`}
                width={`${width * 0.76}%`}
                height={`${height}%`}
                rx="1.5"
              />
            </g>
          );
        })}
      </svg>
      <p aria-hidden="true" className={classes.ends}>
        <span>{bars[0] && dayText(bars[0].key)}</span>
        <span>{last && dayText(last.key)}</span>
      </p>
    </>
  );
}

function inWords(bars: readonly ChartBar[], metric: ChartMetric): string {
  const [first, last] = [bars[0], bars.at(-1)];
  if (first === undefined || last === undefined) return 'Nothing was run.';
  const sum = bars.reduce((total, { value }) => total + value, 0);
  const most = bars.reduce((best, bar) => (bar.value > best.value ? bar : best), first);
  const span = `${dayText(first.key, true)} to ${dayText(last.key, true)}`;
  if (sum === 0) return `${span}: nothing.`;
  return `${span}: ${metricText(metric, sum)} in all, the most on ${dayText(most.key, true)} with ${metricText(metric, most.value)}. The table by day has every day.`;
}
