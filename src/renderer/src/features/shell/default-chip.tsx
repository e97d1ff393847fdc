import { Combobox, useCombobox, VisuallyHidden } from '@mantine/core';
import { IconCheck, IconSelector, IconTargetArrow } from '@tabler/icons-react';
import { useDeferredValue, useMemo, useState } from 'react';
import { useConfigurations } from '../../stores/configurations.ts';
import { useHindrance } from '../../stores/policy.ts';
import { attempt } from '../../ui/notices.ts';
import { SimulatedMark } from '../../ui/simulated-mark.tsx';
import { byName, matching } from '../configurations/search.ts';
import { defaultReason } from '../configurations/words.ts';
import classes from './default-chip.module.css';
import header from './header.module.css';

/** More than fit into a list that one looks through; past it, one types. */
const mostShown = 50;
const clear = 'clear';

/** Which configuration is used when none is named, and why. Opens a list to mark another. */
export function DefaultChip() {
  const configurations = useConfigurations((state) => state.configurations);
  const effective = useConfigurations((state) => state.effectiveDefault);
  const setDefault = useConfigurations((state) => state.setDefault);
  const hindrance = useHindrance('configs:write');
  const [search, setSearch] = useState('');
  const combobox = useCombobox({
    onDropdownClose: () => {
      setSearch('');
      combobox.resetSelectedOption();
      combobox.focusTarget();
    },
    onDropdownOpen: () => combobox.focusSearchInput(),
  });

  const current = configurations.find((one) => one.id === effective?.id);
  if (current === undefined || effective === null) return null;

  function choose(value: string) {
    combobox.closeDropdown();
    const name = configurations.find((one) => one.id === value)?.name;
    void attempt(
      () => setDefault(value === clear ? null : value),
      name === undefined ? 'No configuration is marked as default now.' : `${name} is the default.`,
    );
  }

  return (
    <Combobox
      store={combobox}
      width={320}
      position="bottom-end"
      keepMounted={false}
      onOptionSubmit={choose}
      disabled={hindrance !== null}
    >
      <Combobox.Target targetType="button">
        <button
          type="button"
          className={header.tool}
          title={hindrance ?? undefined}
          onClick={() => combobox.toggleDropdown()}
        >
          <IconTargetArrow size={16} aria-hidden="true" />
          <VisuallyHidden>Used when none is chosen: </VisuallyHidden>
          <span className={header.name}>{current.name}</span>
          <span className={header.wide}>{defaultReason(effective)}</span>
          <IconSelector size={14} aria-hidden="true" />
        </button>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          placeholder="Choose another default…"
          aria-label="Search for another default"
        />
        <Choices search={search} currentId={current.id} clearable={effective.reason === 'marked'} />
      </Combobox.Dropdown>
    </Combobox>
  );
}

function Choices(props: {
  readonly search: string;
  readonly currentId: string;
  readonly clearable: boolean;
}) {
  const configurations = useConfigurations((state) => state.configurations);
  const search = useDeferredValue(props.search);
  const found = useMemo(() => matching(byName(configurations), search), [configurations, search]);
  const shown = found.slice(0, mostShown);
  return (
    <>
      <Combobox.Options className={classes.options} aria-label="Configurations">
        {shown.map((one) => (
          <Combobox.Option
            key={one.id}
            value={one.id}
            active={one.id === props.currentId}
            className={classes.option}
          >
            <span className={classes.name}>{one.name}</span>
            {one.simulated && <SimulatedMark />}
            <span className={classes.model}>{one.model}</span>
            {one.id === props.currentId && <IconCheck size={16} aria-hidden="true" />}
          </Combobox.Option>
        ))}
        {props.clearable && search === '' && (
          <Combobox.Option value={clear} className={classes.clear}>
            Clear default and use the most recent
          </Combobox.Option>
        )}
        {found.length === 0 && <Combobox.Empty>No configuration matches.</Combobox.Empty>}
      </Combobox.Options>
      {found.length > mostShown && (
        <Combobox.Footer>
          {(found.length - mostShown).toLocaleString('en')} more: type to narrow the list.
        </Combobox.Footer>
      )}
    </>
  );
}
