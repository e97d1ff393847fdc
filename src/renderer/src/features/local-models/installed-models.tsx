import { Button, TextInput } from '@mantine/core';
import { IconFilterOff, IconPackages, IconSearch, IconTrash } from '@tabler/icons-react';
import { useCallback, useDeferredValue, useMemo, useState } from 'react';
import type { LocalModelList } from '#shared/domain/local-model.ts';
import type { LocalServer } from '#shared/domain/local-server.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PermittedButton } from '../../ui/permitted-button.tsx';
import { gibibytes } from '../../ui/size-words.ts';
import { openModelDialog } from './dialogs.ts';
import classes from './installed-models.module.css';
import { foundBy, nextOrder, type Order, ordered } from './installed-order.ts';
import { InstalledTable } from './installed-table.tsx';
import page from './local-models-page.module.css';
import { askWhatToPull } from './pull-draft.ts';

const nothing: ReadonlySet<string> = new Set();

/** What is installed at a server: found by typing, sorted by a click, deleted by the dozen. */
export function InstalledModels(props: {
  readonly server: LocalServer;
  readonly list: LocalModelList;
  /** Whether it is as it was when the server was last there. */
  readonly stale: boolean;
}) {
  const { server, list, stale } = props;
  const [search, setSearch] = useState('');
  const [order, setOrder] = useState<Order>({ column: 'name', descending: false });
  const [chosen, setChosen] = useState(nothing);
  const deferredSearch = useDeferredValue(search);
  const sorted = useMemo(() => ordered(list.models, order), [list.models, order]);
  const found = useMemo(() => foundBy(sorted, deferredSearch), [sorted, deferredSearch]);
  // What has gone meanwhile, or is out of sight, is not to be deleted along with the rest.
  const selected = useMemo(() => found.filter(({ name }) => chosen.has(name)), [found, chosen]);

  const select = useCallback((name: string, on: boolean) => {
    setChosen((before) => {
      const after = new Set(before);
      if (on) after.add(name);
      else after.delete(name);
      return after;
    });
  }, []);
  const sortBy = useCallback(
    (column: Order['column']) => setOrder((before) => nextOrder(before, column)),
    [],
  );

  return (
    <section aria-label="Installed" className={page.section}>
      <div className={page.head}>
        <h2 className={page.heading}>Installed</h2>
        <span className={page.about} role="status">
          {countWords(found.length, list)}
        </span>
        {list.models.length > 0 && (
          <search className={classes.tools}>
            {selected.length > 0 && (
              <>
                <span className={classes.chosen}>
                  {selected.length} selected ·{' '}
                  {gibibytes(selected.reduce((sum, one) => sum + one.sizeBytes, 0))}
                </span>
                <PermittedButton
                  needs="configs:delete"
                  variant="default"
                  className={classes.loses ?? ''}
                  leftSection={<IconTrash size={16} aria-hidden="true" />}
                  onClick={() => openModelDialog({ kind: 'delete', server, models: selected })}
                >
                  Delete selected
                </PermittedButton>
              </>
            )}
            <TextInput
              className={classes.search}
              type="search"
              aria-label="Search models"
              placeholder="Name, family, capability"
              leftSection={<IconSearch size={16} aria-hidden="true" />}
              value={search}
              onChange={(event) => setSearch(event.currentTarget.value)}
            />
          </search>
        )}
      </div>
      {list.models.length === 0 ? (
        <NothingYet />
      ) : found.length === 0 ? (
        <NothingFound onShowAll={() => setSearch('')} />
      ) : (
        <InstalledTable
          server={server}
          models={found}
          stale={stale}
          order={order}
          onSort={sortBy}
          chosen={chosen}
          onSelect={select}
          onSelectAll={(on) => setChosen(on ? new Set(found.map(({ name }) => name)) : nothing)}
        />
      )}
    </section>
  );
}

function NothingYet() {
  return (
    <EmptyState
      icon={IconPackages}
      title="No models yet"
      action={
        <Button variant="default" onClick={askWhatToPull}>
          Pull a model
        </Button>
      }
    >
      Ollama is running and has none. Pull one by its name: <code>llama3.2</code> and{' '}
      <code>qwen3:4b</code> run on most machines, and{' '}
      <a href="https://ollama.com/search" target="_blank" rel="noopener noreferrer">
        ollama.com/search
      </a>{' '}
      lists the rest.
    </EmptyState>
  );
}

function NothingFound({ onShowAll }: { readonly onShowAll: () => void }) {
  return (
    <EmptyState
      icon={IconFilterOff}
      title="No model matches"
      action={
        <Button variant="default" onClick={onShowAll}>
          Show all
        </Button>
      }
    >
      Names, families, sizes, quantisations and capabilities were searched for every word you typed.
    </EmptyState>
  );
}

function countWords(found: number, { models, diskBytes }: LocalModelList): string {
  const all = models.length;
  if (all === 0) return '';
  if (found !== all) return `${found.toLocaleString('en')} of ${all.toLocaleString('en')}`;
  const count = all === 1 ? '1 model' : `${all.toLocaleString('en')} models`;
  return `${count}, ${gibibytes(diskBytes)} on disk`;
}
