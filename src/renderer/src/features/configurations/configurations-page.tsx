import { Button, Select, TextInput } from '@mantine/core';
import { IconFilterOff, IconPlus, IconSearch, IconStack2 } from '@tabler/icons-react';
import { useDeferredValue, useMemo, useState } from 'react';
import { type ProviderId, providerFacts, providerIds } from '#shared/domain/rules/providers.ts';
import { useCan } from '../../stores/app.ts';
import { useConfigurations } from '../../stores/configurations.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import classes from './configurations-page.module.css';
import { ConfigurationsTable } from './configurations-table.tsx';
import { openNewConfiguration } from './dialogs.ts';
import { byName, matching } from './search.ts';

/** The registry: every configuration, found by typing. */
export function ConfigurationsPage() {
  const configurations = useConfigurations((state) => state.configurations);
  const [search, setSearch] = useState('');
  const [provider, setProvider] = useState<ProviderId | null>(null);
  const sorted = useMemo(() => byName(configurations), [configurations]);
  // Typing goes before finding: with thousands of rows the list follows a moment later.
  const deferredSearch = useDeferredValue(search);
  const found = useMemo(
    () => matching(sorted, deferredSearch, provider),
    [sorted, deferredSearch, provider],
  );

  if (configurations.length === 0) return <NothingYet />;
  return (
    <>
      <search className={classes.toolbar}>
        <TextInput
          className={classes.search}
          type="search"
          aria-label="Search configurations"
          placeholder="Name, model, provider or tag"
          leftSection={<IconSearch size={16} aria-hidden="true" />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <ProviderFilter value={provider} onChange={setProvider} />
        <span className={classes.count} role="status">
          {countWords(found.length, configurations.length)}
        </span>
        <NewButton />
      </search>
      {found.length === 0 ? (
        <EmptyState
          icon={IconFilterOff}
          title="No configuration matches"
          action={
            <Button
              variant="default"
              onClick={() => {
                setSearch('');
                setProvider(null);
              }}
            >
              Show all
            </Button>
          }
        >
          Names, models, providers and tags were searched for every word you typed.
        </EmptyState>
      ) : (
        <ConfigurationsTable configurations={found} />
      )}
    </>
  );
}

function NothingYet() {
  return (
    <EmptyState icon={IconStack2} title="No configurations yet" action={<NewButton />}>
      A configuration names a provider, a model and how to call it. Its key is kept apart, in the
      keychain of this machine.
    </EmptyState>
  );
}

function NewButton() {
  const allowed = useCan('configs:write');
  return (
    <Button
      leftSection={<IconPlus size={16} />}
      disabled={!allowed}
      title={allowed ? undefined : 'This needs the permission configs:write.'}
      onClick={() => openNewConfiguration()}
    >
      New configuration
    </Button>
  );
}

function ProviderFilter(props: {
  readonly value: ProviderId | null;
  readonly onChange: (provider: ProviderId | null) => void;
}) {
  const configurations = useConfigurations((state) => state.configurations);
  const data = useMemo(() => {
    const used = new Set(configurations.map((one) => one.provider));
    return providerIds
      .filter((id) => used.has(id))
      .map((id) => ({ value: id, label: providerFacts[id].label }));
  }, [configurations]);
  return (
    <Select
      className={classes.filter}
      aria-label="Filter by provider"
      placeholder="All providers"
      clearable
      clearButtonProps={{ 'aria-label': 'Show all providers' }}
      data={data}
      value={props.value}
      onChange={props.onChange}
    />
  );
}

function countWords(found: number, all: number): string {
  const total = all.toLocaleString('en');
  if (found !== all) return `${found.toLocaleString('en')} of ${total}`;
  return all === 1 ? '1 configuration' : `${total} configurations`;
}
