import { Button } from '@mantine/core';
import { IconArrowUp, IconFilterOff, IconHistory } from '@tabler/icons-react';
import { mostWaiting, type useAuditRecords } from '../../stores/audit.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import classes from './audit-log.module.css';
import { AuditTable } from './audit-table.tsx';

interface Props {
  readonly audit: ReturnType<typeof useAuditRecords>;
  /** The entry that was jumped to; null for the newest. */
  readonly marked: number | null;
  readonly filtered: boolean;
  /** Asks for the same again. */
  readonly onReload: () => void;
  /** Without filters, from the newest on. */
  readonly onShowAll: () => void;
}

/** The records that are to be shown, or why there are none. */
export function AuditRecords({ audit, marked, filtered, onReload, onShowAll }: Props) {
  const { records, more, busy, failure, waiting } = audit;
  return (
    <>
      {failure !== null && (
        <div role="alert" className={classes.failure}>
          {failure}
          <Button size="compact-sm" variant="default" onClick={onReload}>
            Try again
          </Button>
        </div>
      )}
      {marked !== null && records !== null && (
        <p className={classes.midst}>
          {records.some(({ seq }) => seq === marked)
            ? `The log around entry ${marked}.`
            : `Entry ${marked} has no row of its own: it is missing, cannot be read, or says how an earlier one ended. This is the log around it.`}
          <Button size="compact-sm" variant="default" onClick={onShowAll}>
            Back to the newest
          </Button>
        </p>
      )}
      <div role="status" className={classes.newer}>
        {waiting > 0 && (
          <Button size="compact-sm" leftSection={<IconArrowUp size={14} />} onClick={onReload}>
            {newerWords(waiting)}
          </Button>
        )}
      </div>
      {records?.length === 0 && <Nothing filtered={filtered} onShowAll={onShowAll} />}
      {records !== null && records.length > 0 && (
        <>
          <AuditTable records={records} marked={marked} />
          <div className={classes.foot}>
            {more ? (
              <Button variant="default" loading={busy} onClick={audit.showOlder}>
                Show older entries
              </Button>
            ) : (
              'There are no older entries.'
            )}
          </div>
        </>
      )}
    </>
  );
}

function Nothing(props: { readonly filtered: boolean; readonly onShowAll: () => void }) {
  if (!props.filtered) {
    return (
      <EmptyState icon={IconHistory} title="Nothing is on record yet">
        Whatever is done to keys, configurations and members from now on stands here: by whom, when,
        and how it ended. Never a key.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={IconFilterOff}
      title="No entry matches"
      action={
        <Button variant="default" onClick={props.onShowAll}>
          Show all
        </Button>
      }
    >
      Nothing on record fits all that was chosen above.
    </EmptyState>
  );
}

function newerWords(waiting: number): string {
  if (waiting >= mostWaiting) return 'Show many new entries';
  return waiting === 1 ? 'Show 1 new entry' : `Show ${waiting} new entries`;
}
