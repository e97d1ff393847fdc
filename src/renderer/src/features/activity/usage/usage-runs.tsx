import { Button } from '@mantine/core';
import { useId, useRef } from 'react';
import type { UsageEntry } from '#shared/domain/usage.ts';
import { costReason, costText } from '../../../ui/cost-words.ts';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { RowGap } from '../../../ui/row-gap.tsx';
import { SimulatedMark } from '../../../ui/simulated-mark.tsx';
import { useRowsInSight } from '../../../ui/use-rows-in-sight.ts';
import { TableScroller } from './table-scroller.tsx';
import classes from './usage-table.module.css';
import { countText, noFigure, outcomeText } from './usage-words.ts';

/** In pixels; `usage-table.module.css` says the same. */
const heights = { rowHeight: 36, headHeight: 32 };

interface UsageRunsProps {
  readonly entries: readonly UsageEntry[];
  readonly more: boolean;
  readonly busy: boolean;
  /** Whether runs of several members are among them. */
  readonly withMembers: boolean;
  readonly onShowOlder: () => void;
}

/** The ledger, run by run. Past 200 runs it draws only those in sight. */
export function UsageRuns({ entries, more, busy, withMembers, onShowOlder }: UsageRunsProps) {
  const headingId = useId();
  const table = useRef<HTMLTableElement>(null);
  const { first, last } = useRowsInSight(table, entries.length, heights);
  const columns = withMembers ? 9 : 8;
  return (
    <section aria-labelledby={headingId}>
      <h2 id={headingId} className={classes.heading}>
        Runs
      </h2>
      <TableScroller label="Runs, scrollable">
        <table
          ref={table}
          className={classes.table}
          aria-label="Runs"
          aria-rowcount={entries.length + 1}
        >
          <thead>
            <tr aria-rowindex={1}>
              <th scope="col">Time</th>
              <th scope="col" className={classes.text}>
                Configuration
              </th>
              <th scope="col" className={classes.text}>
                Model
              </th>
              {withMembers && (
                <th scope="col" className={classes.text}>
                  Member
                </th>
              )}
              <th scope="col" className={classes.text}>
                Outcome
              </th>
              <th scope="col">Input tokens</th>
              <th scope="col">Output tokens</th>
              <th scope="col">Total time</th>
              <th scope="col">Cost</th>
            </tr>
          </thead>
          <RowGap height={first * heights.rowHeight} columns={columns} />
          <tbody>
            {entries.slice(first, last + 1).map((entry, index) => (
              <RunRow
                key={entry.seq}
                entry={entry}
                rowIndex={first + index + 2}
                withMember={withMembers}
              />
            ))}
          </tbody>
          <RowGap height={(entries.length - 1 - last) * heights.rowHeight} columns={columns} />
        </table>
      </TableScroller>
      {more && (
        <Button variant="default" loading={busy} onClick={onShowOlder}>
          Show older runs
        </Button>
      )}
    </section>
  );
}

function RunRow(props: {
  readonly entry: UsageEntry;
  readonly rowIndex: number;
  readonly withMember: boolean;
}) {
  const { configuration, usage, timing, cost, outcome, memberName } = props.entry;
  const mark = usage?.source === 'estimated' ? '≈ ' : '';
  const tokens = (count: number | null | undefined) =>
    count === null || count === undefined ? noFigure : `${mark}${countText(count)}`;
  return (
    <tr aria-rowindex={props.rowIndex}>
      <th scope="row" className={classes.muted}>
        <RelativeTime at={timing.startedAt} />
      </th>
      <td className={classes.text} title={configuration.name}>
        <span className={classes.named}>
          <span>{configuration.name}</span> {configuration.simulated && <SimulatedMark />}
        </span>
      </td>
      <td className={classes.text} title={configuration.model}>
        <span className={classes.model}>{configuration.model}</span>
      </td>
      {props.withMember && <td className={classes.text}>{memberName}</td>}
      <td className={classes.text}>{outcomeText(outcome)}</td>
      <td>{tokens(usage?.inputTokens)}</td>
      <td>{tokens(usage?.outputTokens)}</td>
      <td>{(timing.totalMs / 1_000).toFixed(1)} s</td>
      <td title={costReason(cost)}>{costText(cost)}</td>
    </tr>
  );
}
