import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { AuditAction, AuditFilter, AuditRecord } from '#shared/domain/audit.ts';
import { everything } from '../../stores/audit.ts';
import classes from './audit-log.module.css';
import { actionOptions } from './audit-words.ts';
import { anyTime, type ChosenTime, momentsOf, timeRanges } from './time-range.ts';
import { useActorOptions, useTargetOptions } from './use-filter-options.ts';

/** More than fit into a list that one looks through; past it, one types. */
const mostShown = 50;

/** The list scrolls itself: a box around it that scrolls could not be reached by the keyboard. */
const list = {
  className: classes.filter ?? '',
  classNames: { options: classes.options ?? '' },
  withScrollArea: false,
  comboboxProps: { width: 256, position: 'bottom-start' },
} as const;

/** What of the log is shown: by configuration or member, by who did it, by action and by time. */
export function AuditFilters(props: {
  /** Those in sight: names in them that the registry no longer knows can be chosen too. */
  readonly records: readonly AuditRecord[];
  readonly onChange: (filter: AuditFilter) => void;
}) {
  const { records, onChange } = props;
  const [filter, setFilter] = useState(everything);
  const [time, setTime] = useState(anyTime);
  const targets = useTargetOptions(records);
  const actors = useActorOptions(records);

  function change(changed: Partial<AuditFilter>) {
    const next = { ...filter, ...changed };
    const open = Object.values(next).every((value) => value === null);
    setFilter(next);
    onChange(open ? everything : next);
  }

  function changeTime(changed: Partial<ChosenTime>) {
    const next = { ...time, ...changed };
    setTime(next);
    change(momentsOf(next, new Date()));
  }

  return (
    <search className={classes.filters}>
      <Select
        {...list}
        aria-label="Configuration or member"
        placeholder="Everything"
        searchable
        clearable
        clearButtonProps={{ 'aria-label': 'Show all configurations and members' }}
        limit={mostShown}
        nothingFoundMessage="Nothing of this name"
        data={targets}
        value={filter.targetId}
        onChange={(targetId) => change({ targetId })}
      />
      <Select
        {...list}
        aria-label="Done by"
        placeholder="Anybody"
        searchable
        clearable
        clearButtonProps={{ 'aria-label': 'Show what anybody did' }}
        limit={mostShown}
        nothingFoundMessage="Nobody of this name"
        data={actors}
        value={filter.memberId}
        onChange={(memberId) => change({ memberId })}
      />
      <Select
        {...list}
        aria-label="Action"
        placeholder="Every action"
        searchable
        clearable
        clearButtonProps={{ 'aria-label': 'Show every action' }}
        nothingFoundMessage="No such action"
        data={actionOptions}
        value={filter.action}
        onChange={(action) => change({ action: action as AuditAction | null })}
      />
      <Select
        {...list}
        aria-label="Time"
        allowDeselect={false}
        data={timeRanges}
        value={time.range}
        onChange={(range) => range !== null && changeTime({ range })}
      />
      {time.range === 'days' && (
        <div className={classes.days}>
          <TextInput
            type="date"
            aria-label="From day"
            value={time.firstDay}
            max={time.lastDay}
            onChange={(event) => changeTime({ firstDay: event.currentTarget.value })}
          />
          <span aria-hidden="true">to</span>
          <TextInput
            type="date"
            aria-label="To day"
            value={time.lastDay}
            min={time.firstDay}
            onChange={(event) => changeTime({ lastDay: event.currentTarget.value })}
          />
        </div>
      )}
    </search>
  );
}
