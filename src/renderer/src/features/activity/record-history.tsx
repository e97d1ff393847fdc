import { Button } from '@mantine/core';
import { useMemo } from 'react';
import type { AuditRecord } from '#shared/domain/audit.ts';
import { useApp, useCan } from '../../stores/app.ts';
import { type AuditSelection, everything, useAuditRecords } from '../../stores/audit.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { actionWords } from './audit-words.ts';
import { Outcome } from './outcome.tsx';
import classes from './record-history.module.css';

/** What is on record of one configuration or member, newest first, as a part of its details. */
export function RecordHistory({ targetId }: { readonly targetId: string }) {
  const allowed = useCan('audit:read');
  const actorId = useApp((state) => state.info?.actor.id);
  if (!allowed) {
    return <p className={classes.note}>Its history needs the permission audit:read.</p>;
  }
  return <History key={`${targetId} ${actorId}`} targetId={targetId} />;
}

function History({ targetId }: { readonly targetId: string }) {
  const selection = useMemo<AuditSelection>(
    () => ({ filter: { ...everything, targetId }, beforeSeq: null }),
    [targetId],
  );
  const { records, more, busy, waiting, failure, show, showOlder } = useAuditRecords(selection);
  if (failure !== null) {
    return (
      <p role="alert" className={classes.note}>
        {failure}{' '}
        <Button size="compact-sm" variant="default" onClick={() => show(selection)}>
          Try again
        </Button>
      </p>
    );
  }
  if (records === null) return <p className={classes.note}>Reading the audit log…</p>;
  return (
    <>
      <div role="status">
        {waiting > 0 && (
          <Button size="compact-sm" variant="default" mb="xs" onClick={() => show(selection)}>
            {waiting === 1 ? 'Show 1 new entry' : `Show ${waiting} new entries`}
          </Button>
        )}
      </div>
      {records.length === 0 ? (
        <p className={classes.note}>Nothing is on record of it.</p>
      ) : (
        <ol aria-label="History" className={classes.history}>
          {records.map((record) => (
            <Entry key={record.seq} record={record} />
          ))}
        </ol>
      )}
      {more && (
        <Button size="compact-sm" variant="default" loading={busy} onClick={showOlder}>
          Show older entries
        </Button>
      )}
    </>
  );
}

function Entry({ record }: { readonly record: AuditRecord }) {
  const { time, actor, action, outcome, detail } = record;
  return (
    <li className={classes.entry}>
      <p className={classes.head}>
        <span className={classes.action}>{actionWords[action]}</span>
        {outcome !== 'noted' && <Outcome of={outcome} />}
      </p>
      <p className={classes.note}>
        {actor.member}, <RelativeTime at={time} />
      </p>
      {detail !== null && <p className={classes.note}>{detail}</p>}
    </li>
  );
}
