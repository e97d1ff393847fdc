import { Button, TextInput } from '@mantine/core';
import { IconFilterOff, IconPlus, IconSearch, IconStack2 } from '@tabler/icons-react';
import { lazy, Suspense, useDeferredValue, useEffect, useMemo, useState } from 'react';
import { useConfigurations } from '../../stores/configurations.ts';
import { usePolicy } from '../../stores/policy.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PermittedButton } from '../../ui/permitted-button.tsx';
import { useNow } from '../../ui/relative-time.tsx';
import { useLook } from '../local-models/use-server.ts';
import classes from './configurations-page.module.css';
import { ConfigurationsTable } from './configurations-table.tsx';
import { closeDetails, useDetails } from './details.ts';
import { openNewConfiguration } from './dialogs.ts';
import { noFilter, passing } from './filter.ts';
import { Filters } from './filters.tsx';
import { byName, matching } from './search.ts';

const DetailsDrawer = lazy(async () => ({
  default: (await import('./details-drawer.tsx')).DetailsDrawer,
}));

/** The registry: every configuration, found by typing and by what it has in common with others. */
export function ConfigurationsPage() {
  const configurations = useConfigurations((state) => state.configurations);
  const maxKeyAge = usePolicy(({ policy }) => policy?.maxKeyAgeDays ?? null);
  const now = useNow();
  const [search, setSearch] = useState('');
  const [filter, setFilter] = useState(noFilter);
  useEffect(() => closeDetails, []);
  useLook(configurations);
  const sorted = useMemo(() => byName(configurations), [configurations]);
  // Typing goes before finding: with thousands of rows the list follows a moment later.
  const deferredSearch = useDeferredValue(search);
  const found = useMemo(
    () => passing(matching(sorted, deferredSearch), filter, now, maxKeyAge),
    [sorted, deferredSearch, filter, now, maxKeyAge],
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
        <Filters filter={filter} maxKeyAge={maxKeyAge} onChange={setFilter} />
        <span className={classes.count} role="status">
          {countWords(found.length, configurations.length)}
        </span>
        <NewButton />
      </search>
      {found.length === 0 ? (
        <NothingFound
          onShowAll={() => {
            setSearch('');
            setFilter(noFilter);
          }}
        />
      ) : (
        <ConfigurationsTable configurations={found} />
      )}
      <DetailsOnceAsked />
    </>
  );
}

/** The drawer is fetched when it is first opened, and stays then: it slides out, and gives the focus back. */
function DetailsOnceAsked() {
  const asked = useDetails((state) => state.id !== null);
  return <Suspense fallback={null}>{asked && <DetailsDrawer />}</Suspense>;
}

function NothingYet() {
  return (
    <EmptyState icon={IconStack2} title="No configurations yet" action={<NewButton />}>
      A configuration names a provider, a model and how to call it. Its key is kept apart, in the
      keychain of this machine.
    </EmptyState>
  );
}

function NothingFound({ onShowAll }: { readonly onShowAll: () => void }) {
  return (
    <EmptyState
      icon={IconFilterOff}
      title="No configuration matches"
      action={
        <Button variant="default" onClick={onShowAll}>
          Show all
        </Button>
      }
    >
      Names, models, providers and tags were searched for every word you typed, among those that the
      filters leave.
    </EmptyState>
  );
}

function NewButton() {
  return (
    <PermittedButton
      needs="configs:write"
      leftSection={<IconPlus size={16} />}
      onClick={() => openNewConfiguration()}
    >
      New configuration
    </PermittedButton>
  );
}

function countWords(found: number, all: number): string {
  const total = all.toLocaleString('en');
  if (found !== all) return `${found.toLocaleString('en')} of ${total}`;
  return all === 1 ? '1 configuration' : `${total} configurations`;
}
