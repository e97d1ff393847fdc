import { Button, Combobox, useCombobox } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { comparedColumns } from '#shared/domain/rules/comparison-rules.ts';
import { addColumn, useComparisonDraft } from '../../stores/comparison-draft.ts';
import { useConfigurations } from '../../stores/configurations.ts';
import { byName, matching } from '../configurations/search.ts';
import { ConfigurationFacts, reasonText } from '../generate/configuration-facts.tsx';
import selectClasses from '../generate/configuration-select.module.css';
import { useIsRunning } from './columns-shown.ts';

/** Where a person is sent who has chosen too few. */
export const addConfigurationId = 'compare-add';

/** More than fit into a list that one looks through; past it, one types. */
const mostShown = 50;

/** The button `Add configuration`, and the configurations that are not compared yet: the default first. */
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
  const left = useMemo(() => {
    const taken = new Set(columns.map(({ configurationId }) => configurationId));
    const free = byName(configurations).filter(({ id }) => !taken.has(id));
    const first = free.filter(({ id }) => id === effective?.id);
    return [...first, ...free.filter(({ id }) => id !== effective?.id)];
  }, [columns, configurations, effective]);
  const found = matching(left, search);

  if (found.length === 0) {
    return (
      <Combobox.Empty>
        {left.length === 0 ? 'There is no other configuration.' : 'No configuration matches.'}
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
