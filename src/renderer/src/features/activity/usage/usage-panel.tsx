import { Button, Select, TextInput } from '@mantine/core';
import { IconChartBar, IconDownload } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { Link } from 'wouter';
import { request } from '../../../api/client.ts';
import { useApp } from '../../../stores/app.ts';
import { useUsage } from '../../../stores/usage.ts';
import { download } from '../../../ui/download.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { NeedsPermission } from '../../../ui/needs-permission.tsx';
import { announce, announceFailure } from '../../../ui/notices.ts';
import { openActAs } from '../../team/dialogs.ts';
import { UsageChart } from './usage-chart.tsx';
import classes from './usage-panel.module.css';
import { type ChosenRange, lastMonth, momentsOf, usageRanges } from './usage-range.ts';
import { UsageRuns } from './usage-runs.tsx';
import { UsageTable } from './usage-table.tsx';

/** What runs used: everybody's for who may read the audit log, their own for who may generate. */
export function UsagePanel() {
  const actor = useApp((state) => state.info?.actor);
  const allowed = ['audit:read', 'generate'] as const;
  if (!allowed.some((permission) => actor?.permissions.includes(permission))) {
    return <NeedsPermission permission="audit:read" what="Usage" onActAs={() => openActAs()} />;
  }
  // Another member begins anew.
  return <Usage key={actor?.id} />;
}

function Usage() {
  const [chosen, setChosen] = useState(lastMonth);
  // What today is decides the range when it is chosen, and does not move under the eye.
  const { range, today } = useMemo(() => {
    const now = new Date();
    return { range: momentsOf(chosen, now), today: now };
  }, [chosen]);
  const { report, entries, more, busy, failure, showOlder } = useUsage(range);
  const [saving, setSaving] = useState(false);

  async function save() {
    setSaving(true);
    try {
      const { fileName, text } = await request('usage.export', { range });
      download(fileName, text, 'text/csv');
      announce(`Exported as ${fileName}.`);
    } catch (error) {
      announceFailure(error);
    } finally {
      setSaving(false);
    }
  }

  return (
    <>
      <div className={classes.toolbar}>
        <RangeFields chosen={chosen} onChange={setChosen} />
        <Button
          variant="default"
          loading={saving}
          leftSection={<IconDownload size={16} aria-hidden="true" />}
          onClick={() => void save()}
        >
          Download CSV
        </Button>
      </div>
      {failure !== null && (
        <p role="alert" className={classes.failure}>
          {failure}
        </p>
      )}
      {report !== null && report.notice !== null && (
        <p className={classes.notice}>{report.notice}</p>
      )}
      {report?.scope === 'own' && (
        <p className={classes.scope}>
          These are your own runs. Everybody’s are for members who may read the audit log.
        </p>
      )}
      {report?.total.runs === 0 && <Nothing any={chosen.range === 'any'} />}
      {report !== null && report.total.runs > 0 && (
        <>
          <UsageChart byDay={report.byDay} range={range} today={today} />
          <UsageTable report={report} />
          <UsageRuns
            entries={entries}
            more={more}
            busy={busy}
            withMembers={report.scope === 'everybody'}
            onShowOlder={() => void showOlder()}
          />
        </>
      )}
    </>
  );
}

interface RangeFieldsProps {
  readonly chosen: ChosenRange;
  readonly onChange: (chosen: ChosenRange) => void;
}

function RangeFields({ chosen, onChange }: RangeFieldsProps) {
  return (
    <search className={classes.range}>
      <Select
        aria-label="Time"
        allowDeselect={false}
        withScrollArea={false}
        data={usageRanges}
        value={chosen.range}
        onChange={(range) => range !== null && onChange({ ...chosen, range })}
      />
      {chosen.range === 'days' && (
        <>
          <TextInput
            type="date"
            aria-label="From day"
            value={chosen.firstDay}
            max={chosen.lastDay}
            onChange={({ currentTarget: { value } }) => onChange({ ...chosen, firstDay: value })}
          />
          <span aria-hidden="true">to</span>
          <TextInput
            type="date"
            aria-label="To day"
            value={chosen.lastDay}
            min={chosen.firstDay}
            onChange={({ currentTarget: { value } }) => onChange({ ...chosen, lastDay: value })}
          />
        </>
      )}
    </search>
  );
}

function Nothing({ any }: { readonly any: boolean }) {
  return (
    <EmptyState icon={IconChartBar} title={any ? 'Nothing was run yet' : 'Nothing was run then'}>
      The tokens, time and cost of every run are added up here, by configuration, model and day.{' '}
      <Link href="/generate">Generate</Link> runs a prompt.
    </EmptyState>
  );
}
