import { useMediaQuery } from '@mantine/hooks';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { AuditRecord } from '#shared/domain/audit.ts';
import { RowGap } from '../../ui/row-gap.tsx';
import { useTop } from '../../ui/use-top.ts';
import { AuditRow } from './audit-row.tsx';
import classes from './audit-table.module.css';

/** In pixels; `audit-table.module.css` says the same. Rows with long details are higher. */
const usualRowHeight = 40;
const headHeight = 32;
const columns = 7;

/** Up to here every row is drawn, so that the browser's own search finds it. */
const mostDrawnWhole = 200;

/** Below this width details stand under the action. */
const narrow = '(max-width: 1000px)';

/** The table `Audit log`. Past 200 rows it draws only those in sight. */
export function AuditTable(props: {
  readonly records: readonly AuditRecord[];
  readonly marked: number | null;
}) {
  const { records, marked } = props;
  const isNarrow = useMediaQuery(narrow, undefined, { getInitialValueInEffect: false }) ?? false;
  const table = useRef<HTMLTableElement>(null);
  const scrollMargin = useTop(table) + headHeight;
  const long = records.length > mostDrawnWhole;
  const virtualizer = useWindowVirtualizer({
    // Short tables are measured too: when one grows long, nothing that is in sight shall move.
    count: records.length,
    estimateSize: () => usualRowHeight,
    getItemKey: (index) => records[index]?.seq ?? index,
    scrollMargin,
    overscan: 12,
  });

  // The entry that was jumped to, or the one before the place where it is missing.
  const nearest = marked === null ? undefined : records.find(({ seq }) => seq <= marked)?.seq;
  useEffect(() => {
    if (nearest === undefined) return;
    table.current?.querySelector('[data-marked]')?.scrollIntoView({ block: 'center' });
  }, [nearest]);

  const inSight = virtualizer.getVirtualItems();
  const first = long ? (inSight[0]?.index ?? 0) : 0;
  const last = long ? (inSight.at(-1)?.index ?? -1) : records.length - 1;
  const gapBefore = long ? (inSight[0]?.start ?? scrollMargin) - scrollMargin : 0;
  const gapAfter = long
    ? virtualizer.getTotalSize() + scrollMargin - (inSight.at(-1)?.end ?? scrollMargin)
    : 0;

  return (
    <table
      ref={table}
      className={classes.table}
      aria-label="Audit log"
      aria-rowcount={records.length + 1}
    >
      <thead>
        <tr aria-rowindex={1}>
          <th scope="col" className={classes.entry}>
            Entry
          </th>
          <th scope="col" className={classes.time}>
            Time
          </th>
          <th scope="col" className={classes.member}>
            Member
          </th>
          <th scope="col" className={classes.action}>
            Action
          </th>
          <th scope="col" className={classes.target}>
            Target
          </th>
          <th scope="col" className={classes.outcome}>
            Outcome
          </th>
          {!isNarrow && <th scope="col">Detail</th>}
        </tr>
      </thead>
      <RowGap height={gapBefore} columns={columns} />
      <tbody>
        {records.slice(first, last + 1).map((record, index) => (
          <AuditRow
            key={record.seq}
            record={record}
            index={first + index}
            marked={record.seq === nearest}
            narrow={isNarrow}
            measure={virtualizer.measureElement}
          />
        ))}
      </tbody>
      <RowGap height={gapAfter} columns={columns} />
    </table>
  );
}
