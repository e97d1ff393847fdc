import { Button } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { request } from '../../api/client.ts';
import { useApp, useCan } from '../../stores/app.ts';
import { type AuditSelection, everything, useAuditRecords } from '../../stores/audit.ts';
import { ExportMenu } from '../../ui/export-menu.tsx';
import { NeedsPermission } from '../../ui/needs-permission.tsx';
import { openActAs } from '../team/dialogs.ts';
import { AuditFilters } from './audit-filters.tsx';
import classes from './audit-log.module.css';
import { AuditRecords } from './audit-records.tsx';
import { Integrity } from './integrity.tsx';
import { useVerification } from './use-verification.ts';

/** Everything done to keys, configurations and members, for whoever may read it. */
export function AuditLog() {
  const allowed = useCan('audit:read');
  const actorId = useApp((state) => state.info?.actor.id);
  if (!allowed) {
    return (
      <NeedsPermission permission="audit:read" what="The audit log" onActAs={() => openActAs()} />
    );
  }
  // Another member begins anew.
  return <Log key={actorId} />;
}

/** How many newer entries are shown above the one that is jumped to. */
const above = 5;

const newest: AuditSelection = { filter: everything, beforeSeq: null };

function Log() {
  const [selection, setSelection] = useState(newest);
  /** The entry that was jumped to. */
  const [marked, setMarked] = useState<number | null>(null);
  /** Grows when the filters are taken back from without: they begin anew. */
  const [resets, setResets] = useState(0);
  const audit = useAuditRecords(selection);
  const verification = useVerification();

  /** Without filters: what they would hide is what is looked for. Null: the newest. */
  function jumpTo(seq: number | null) {
    setSelection(seq === null ? newest : { ...newest, beforeSeq: seq + above + 1 });
    setMarked(seq);
    setResets(resets + 1);
  }

  return (
    <>
      <div className={classes.toolbar}>
        <AuditFilters
          key={resets}
          records={audit.records ?? []}
          onChange={(filter) => {
            setSelection({ filter, beforeSeq: null });
            setMarked(null);
          }}
        />
        <div className={classes.tools}>
          <ExportMenu
            formats={['json', 'csv']}
            make={(format) => request('audit.export', { filter: selection.filter, format })}
          />
          <Button
            leftSection={<IconShieldCheck size={16} />}
            loading={verification.busy}
            onClick={verification.verify}
          >
            Verify integrity
          </Button>
        </div>
      </div>
      <Integrity verification={verification} onShow={jumpTo} />
      <AuditRecords
        audit={audit}
        marked={marked}
        filtered={selection.filter !== everything}
        onReload={() => setSelection({ ...selection })}
        onShowAll={() => jumpTo(null)}
      />
    </>
  );
}
