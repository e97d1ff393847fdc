import { SegmentedControl } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { providerFacts } from '#shared/domain/rules/providers.ts';
import type { UsageReport, UsageTotals } from '#shared/domain/usage.ts';
import { SimulatedMark } from '../../../ui/simulated-mark.tsx';
import { TableScroller } from './table-scroller.tsx';
import classes from './usage-table.module.css';
import {
  countText,
  dayText,
  noFigure,
  tokensText,
  totalCostText,
  unpricedText,
} from './usage-words.ts';

const groupings = [
  { value: 'configuration', label: 'By configuration' },
  { value: 'model', label: 'By model' },
  { value: 'day', label: 'By day' },
] as const;

type Grouping = (typeof groupings)[number]['value'];

interface Row {
  readonly key: string;
  readonly name: ReactNode;
  readonly totals: UsageTotals;
}

/** What was used, added up in one of three ways. */
export function UsageTable({ report }: { readonly report: UsageReport }) {
  const [grouping, setGrouping] = useState<Grouping>('configuration');
  return (
    <section aria-label="Totals">
      <SegmentedControl
        size="xs"
        aria-label="Added up"
        data={[...groupings]}
        value={grouping}
        onChange={(value) => setGrouping(value)}
      />
      <TableScroller label="Totals, scrollable">
        <table className={classes.table} aria-label={`Usage by ${grouping}`}>
          <thead>
            <tr>
              <th scope="col">{headings[grouping]}</th>
              <th scope="col">Runs</th>
              <th scope="col">Input tokens</th>
              <th scope="col">Output tokens</th>
              <th scope="col">First token</th>
              <th scope="col">Tokens/s</th>
              <th scope="col">Cost</th>
            </tr>
          </thead>
          <tbody>
            {rowsOf(report, grouping).map(({ key, name, totals }) => (
              <tr key={key}>
                <th scope="row">{name}</th>
                <Figures totals={totals} />
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">Total</th>
              <Figures totals={report.total} />
            </tr>
          </tfoot>
        </table>
      </TableScroller>
    </section>
  );
}

const headings: Readonly<Record<Grouping, string>> = {
  configuration: 'Configuration',
  model: 'Model',
  day: 'Day',
};

function rowsOf(report: UsageReport, grouping: Grouping): readonly Row[] {
  switch (grouping) {
    case 'configuration':
      return report.byConfiguration.map(({ configuration, totals }) => ({
        key: configuration.id,
        name: <Named name={configuration.name} simulated={configuration.simulated} />,
        totals,
      }));
    case 'model':
      return report.byModel.map(({ provider, model, simulated, totals }) => ({
        key: `${provider} ${model} ${simulated}`,
        name: <Named name={model} of={providerFacts[provider].label} simulated={simulated} />,
        totals,
      }));
    case 'day':
      return report.byDay
        .map(({ day, totals }) => ({ key: day, name: dayText(day, true), totals }))
        .reverse();
  }
}

function Named(props: {
  readonly name: string;
  readonly of?: string;
  readonly simulated: boolean;
}) {
  return (
    <span className={classes.named}>
      <span className={props.of === undefined ? undefined : classes.model}>{props.name}</span>
      {props.of !== undefined && <span className={classes.of}>{props.of}</span>}
      {props.simulated && <SimulatedMark />}
    </span>
  );
}

function Figures({ totals }: { readonly totals: UsageTotals }) {
  const { runs, failed, timeToFirstTokenMs, tokensPerSecond } = totals;
  const unpriced = unpricedText(totals);
  return (
    <>
      <td>
        {countText(runs)}
        {failed > 0 && <span className={classes.note}>{countText(failed)} failed</span>}
      </td>
      <td>
        {tokensText(totals.inputTokens, totals)}
        {(totals.cachedInputTokens ?? 0) > 0 && (
          <span className={classes.note}>{countText(totals.cachedInputTokens)} cached</span>
        )}
      </td>
      <td>
        {tokensText(totals.outputTokens, totals)}
        {(totals.reasoningTokens ?? 0) > 0 && (
          <span className={classes.note}>{countText(totals.reasoningTokens)} reasoning</span>
        )}
      </td>
      <td>{timeToFirstTokenMs === null ? noFigure : `${countText(timeToFirstTokenMs)} ms`}</td>
      <td>{tokensPerSecond === null ? noFigure : tokensPerSecond.toFixed(1)}</td>
      <td>
        {totalCostText(totals)}
        {unpriced !== null && <span className={classes.note}>{unpriced}</span>}
      </td>
    </>
  );
}
