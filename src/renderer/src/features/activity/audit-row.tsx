import { memo } from 'react';
import type { AuditRecord } from '#shared/domain/audit.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import classes from './audit-table.module.css';
import { actionWords } from './audit-words.ts';
import { Outcome } from './outcome.tsx';

/** One action, from its beginning to how it ended. */
export const AuditRow = memo(function AuditRow(props: {
  readonly record: AuditRecord;
  /** In the whole table, from 0. */
  readonly index: number;
  /** Whether it was jumped to. */
  readonly marked: boolean;
  /** Whether details stand under the action. */
  readonly narrow: boolean;
  /** Told of the row, for its height. */
  readonly measure: (row: HTMLTableRowElement | null) => void;
}) {
  const { record, index, marked, narrow } = props;
  const { seq, time, actor, action, target, outcome, detail } = record;
  return (
    <tr
      ref={props.measure}
      data-index={index}
      data-marked={marked || undefined}
      aria-rowindex={index + 2}
      className={classes.row}
    >
      <td className={classes.entry}>{seq}</td>
      <td className={classes.muted}>
        <RelativeTime at={time} />
      </td>
      <td title={actor.account === '' ? undefined : `OS account ${actor.account}`}>
        {actor.member}
      </td>
      <td>
        <span className={classes.actionWords}>{actionWords[action]}</span>
        {narrow && detail !== null && <span className={classes.under}>{detail}</span>}
      </td>
      <td>{target?.name}</td>
      <td className={classes.outcome}>
        <Outcome of={outcome} />
      </td>
      {!narrow && <td className={classes.detail}>{detail}</td>}
    </tr>
  );
});
