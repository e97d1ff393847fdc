import { Combobox, InputBase, useCombobox } from '@mantine/core';
import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import type { ConfigurationView, EffectiveDefault } from '#shared/domain/configuration.ts';
import { useConfigurations } from '../../stores/configurations.ts';
import { byName, matching } from '../configurations/search.ts';
import { ConfigurationFacts, reasonText } from './configuration-facts.tsx';
import classes from './configuration-select.module.css';

/** More than fit into a list that one looks through; past it, one types. */
const mostShown = 50;
const byDefault = 'default';

interface ConfigurationSelectProps {
  /** Null, or one that is gone: the effective default. */
  readonly chosenId: string | null;
  /** Null: the effective default, whichever it is when it comes to running. */
  readonly onChoose: (id: string | null) => void;
}

/** Which configuration the next run goes to: the default, or one by name. */
export function ConfigurationSelect({ chosenId, onChoose }: ConfigurationSelectProps) {
  const configurations = useConfigurations((state) => state.configurations);
  const effective = useConfigurations((state) => state.effectiveDefault);
  const [search, setSearch] = useState('');
  const combobox = useCombobox({
    onDropdownOpen: () => combobox.updateSelectedOptionIndex('active'),
    onDropdownClose: () => {
      setSearch('');
      combobox.resetSelectedOption();
    },
  });

  const defaultOne = configurations.find((one) => one.id === effective?.id);
  const named = configurations.find((one) => one.id === chosenId);
  const chosen = named ?? defaultOne;
  const label = named === undefined ? defaultLabel(defaultOne) : named.name;

  function choose(value: string) {
    onChoose(value === byDefault ? null : value);
    combobox.closeDropdown();
  }

  return (
    <div>
      <Combobox store={combobox} onOptionSubmit={choose} width="target" keepMounted={false}>
        <Combobox.Target withExpandedAttribute>
          <InputBase
            label="Configuration"
            autoComplete="off"
            spellCheck={false}
            placeholder={label}
            value={combobox.dropdownOpened ? search : label}
            rightSection={<Combobox.Chevron />}
            rightSectionPointerEvents="none"
            onClick={() => combobox.openDropdown()}
            onBlur={() => combobox.closeDropdown()}
            onChange={(event) => {
              combobox.openDropdown();
              setSearch(event.currentTarget.value);
            }}
          />
        </Combobox.Target>
        <Combobox.Dropdown>
          <Choices
            search={search}
            defaultOne={defaultOne}
            effective={effective}
            chosen={named?.id ?? byDefault}
            onFound={combobox.selectFirstOption}
          />
        </Combobox.Dropdown>
      </Combobox>
      {chosen !== undefined && (
        <p className={classes.resolved}>
          <ConfigurationFacts configuration={chosen} />
          {named === undefined && effective !== null && <span>{reasonText(effective)}</span>}
        </p>
      )}
    </div>
  );
}

interface ChoicesProps {
  readonly search: string;
  readonly defaultOne: ConfigurationView | undefined;
  readonly effective: EffectiveDefault | null;
  /** An id, or `default`. */
  readonly chosen: string;
  readonly onFound: () => void;
}

function Choices({ search, defaultOne, effective, chosen, onFound }: ChoicesProps) {
  const configurations = useConfigurations((state) => state.configurations);
  const wanted = useDeferredValue(search);
  const sorted = useMemo(() => byName(configurations), [configurations]);
  const found = useMemo(() => matching(sorted, wanted), [sorted, wanted]);
  const label = defaultLabel(defaultOne);
  const withDefault = label.toLowerCase().includes(wanted.trim().toLowerCase());

  useEffect(() => {
    if (wanted !== '') onFound();
  }, [wanted, onFound]);

  return (
    <>
      <Combobox.Options className={classes.options} aria-label="Configurations">
        {withDefault && (
          <Combobox.Option value={byDefault} active={chosen === byDefault}>
            <span className={classes.name}>{label}</span>
            {defaultOne !== undefined && effective !== null && (
              <span className={classes.facts}>
                <ConfigurationFacts configuration={defaultOne} />
                <span>{reasonText(effective)}</span>
              </span>
            )}
          </Combobox.Option>
        )}
        {found.slice(0, mostShown).map((one) => (
          <Combobox.Option key={one.id} value={one.id} active={chosen === one.id}>
            <span className={classes.name}>{one.name}</span>
            <span className={classes.facts}>
              <ConfigurationFacts configuration={one} />
            </span>
          </Combobox.Option>
        ))}
        {!withDefault && found.length === 0 && (
          <Combobox.Empty>No configuration matches.</Combobox.Empty>
        )}
      </Combobox.Options>
      {found.length > mostShown && (
        <Combobox.Footer>
          {(found.length - mostShown).toLocaleString('en')} more: type to narrow the list.
        </Combobox.Footer>
      )}
    </>
  );
}

function defaultLabel(defaultOne: ConfigurationView | undefined): string {
  return defaultOne === undefined ? 'Default' : `Default — ${defaultOne.name}`;
}
