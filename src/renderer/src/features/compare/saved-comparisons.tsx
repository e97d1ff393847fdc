import { Button, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { ComparisonSummary } from '#shared/domain/comparison.ts';
import { useComparisons } from '../../stores/comparisons.ts';
import { DoNotKeep } from '../generate/do-not-keep.tsx';
import historyClasses from '../generate/history.module.css';
import { DeleteComparison } from './delete-comparison.tsx';
import { RenameDialog } from './rename-dialog.tsx';
import classes from './saved-comparisons.module.css';
import { SavedItem } from './saved-item.tsx';

/** How long a person stops typing before what they typed is searched for, in milliseconds. */
const searchPause = 150;

/** What the acting member compared before, to be found, opened and run again. */
export function SavedComparisons() {
  const saved = useComparisons();
  const { items, more, notice, busy, failure } = saved;
  const [text, setText] = useState('');
  const headingId = useId();
  const search = useDebouncedCallback((wanted: string) => void saved.search(wanted), searchPause);
  const none = items?.length === 0;

  return (
    <section aria-labelledby={headingId} className={classes.saved}>
      <div className={historyClasses.head}>
        <h2 id={headingId} className={historyClasses.heading}>
          Saved comparisons
        </h2>
        <DoNotKeep />
      </div>
      {(text !== '' || !none) && (
        <TextInput
          type="search"
          aria-label="Search comparisons"
          placeholder="Search names, configurations and prompts"
          leftSection={<IconSearch size={16} aria-hidden="true" />}
          value={text}
          onChange={({ currentTarget: { value } }) => {
            setText(value);
            search(value);
          }}
        />
      )}
      {notice !== null && <p className={historyClasses.notice}>{notice}</p>}
      {failure !== null && (
        <p role="alert" className={historyClasses.failure}>
          {failure}
        </p>
      )}
      {none && <p className={historyClasses.none}>{noneWords(text)}</p>}
      <Items items={items ?? []} />
      {more && (
        <div>
          <Button size="compact-sm" variant="default" loading={busy} onClick={saved.showOlder}>
            Show older
          </Button>
        </div>
      )}
    </section>
  );
}

function noneWords(text: string): string {
  return text.trim() === ''
    ? 'Nothing has been compared yet. What you run here is kept, to be opened and run again.'
    : 'No comparison holds all of these words.';
}

function Items({ items }: { readonly items: readonly ComparisonSummary[] }) {
  const [about, setAbout] = useState<ComparisonSummary | null>(null);
  const [dialog, setDialog] = useState<'rename' | 'delete' | null>(null);
  const ask = (kind: 'rename' | 'delete') => (comparison: ComparisonSummary) => {
    setAbout(comparison);
    setDialog(kind);
  };
  const close = () => setDialog(null);
  return (
    <>
      <ul aria-label="Saved comparisons" className={historyClasses.list}>
        {items.map((one) => (
          <SavedItem
            key={one.id}
            comparison={one}
            onRename={ask('rename')}
            onDelete={ask('delete')}
          />
        ))}
      </ul>
      {about !== null && (
        <>
          <RenameDialog
            key={`rename ${about.id} ${about.name}`}
            comparison={about}
            opened={dialog === 'rename'}
            onClose={close}
          />
          <DeleteComparison comparison={about} opened={dialog === 'delete'} onClose={close} />
        </>
      )}
    </>
  );
}
