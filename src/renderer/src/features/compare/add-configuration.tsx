import { Button, Combobox, useCombobox } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { ConfigurationView } from '#shared/domain/configuration.ts';
import { comparedColumns } from '#shared/domain/rules/comparison-rules.ts';
import { addColumn, useComparisonDraft } from '../../stores/comparison-draft.ts';
import { useConfigurations } from '../../stores/configurations.ts';
import { byName, matching } from '../configurations/search.ts';
import { ConfigurationFacts, reasonText } from '../generate/configuration-facts.tsx';
import selectClasses from '../generate/configuration-select.module.css';
import { useIsRunning } from './columns-shown.ts';
import { addConfigurationId } from './places.ts';

/** More than fit into a list that one looks through; past it, one types. */
const mostShown = 50;

/** The button `Add configuration`, and what can be added: the default first, last those that are compared already. */
export function AddConfiguration() {
  const columns = useComparisonDraft((state) => state.columns);
  const running = useIsRunning();
  const [search, setSearch] = useState('');
  const combobox = useCombobox({
    onDropdownOpen: () => combobox.focusSearchInput(),
    onDropdownClose: () => {
      setSearch('');
      combobox.resetSelectedOption();
      combobox.focusTarget();
    },
  });
  const full = columns.length >= comparedColumns.most;

  return (
    <Combobox
      store={combobox}
      width={360}
      position="bottom-start"
      keepMounted={false}
      onOptionSubmit={(id) => {
        addColumn(id);
        combobox.closeDropdown();
      }}
    >
      <Combobox.Target targetType="button">
        <Button
          id={addConfigurationId}
          variant="default"
          disabled={full || running}
          leftSection={<IconPlus size={16} aria-hidden="true" />}
          onClick={() => combobox.toggleDropdown()}
        >
          Add configuration
        </Button>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          aria-label="Find a configuration"
          placeholder="Find a configuration"
          value={search}
          onChange={(event) => {
            setSearch(event.currentTarget.value);
            combobox.updateSelectedOptionIndex();
          }}
        />
        <Choices search={search} />
      </Combobox.Dropdown>
    </Combobox>
  );
}

function Choices({ search }: { readonly search: string }) {
  const columns = useComparisonDraft((state) => state.columns);
  const configurations = useConfigurations((state) => state.configurations);
  const effective = useConfigurations((state) => state.effectiveDefault);
  const taken = useMemo(
    () => new Set(columns.map(({ configurationId }) => configurationId)),
    [columns],
  );
  const sorted = useMemo(() => {
    const rank = ({ id }: ConfigurationView) => (taken.has(id) ? 2 : id === effective?.id ? 0 : 1);
    return byName(configurations).toSorted((one, other) => rank(one) - rank(other));
  }, [taken, configurations, effective]);
  const found = matching(sorted, search);

  if (found.length === 0) {
    return (
      <Combobox.Empty>
        {sorted.length === 0 ? 'There is no configuration yet.' : 'No configuration matches.'}
      </Combobox.Empty>
    );
  }
  return (
    <>
      <Combobox.Options className={selectClasses.options} aria-label="Configurations">
        {found.slice(0, mostShown).map((one) => (
          <Combobox.Option key={one.id} value={one.id}>
            <span className={selectClasses.name}>{one.name}</span>
            <span className={selectClasses.facts}>
              <ConfigurationFacts configuration={one} />
              {effective?.id === one.id && <span>{reasonText(effective)}</span>}
              {taken.has(one.id) && <span>once more, with other parameters</span>}
            </span>
          </Combobox.Option>
        ))}
      </Combobox.Options>
      {found.length > mostShown && (
        <Combobox.Footer>
          {(found.length - mostShown).toLocaleString('en')} more: type to narrow the list.
        </Combobox.Footer>
      )}
    </>
  );
}
