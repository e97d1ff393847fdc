import { useState } from 'react';
import type { ComparisonSummary } from '#shared/domain/comparison.ts';
import { useComparisons } from '../../stores/comparisons.ts';
import { KeptList } from '../../ui/kept-list.tsx';
import { DoNotKeep } from '../generate/do-not-keep.tsx';
import historyClasses from '../generate/history.module.css';
import { DeleteComparison } from './delete-comparison.tsx';
import { RenameDialog } from './rename-dialog.tsx';
import { SavedItem } from './saved-item.tsx';

/** What the acting member compared before, to be found, opened and run again. */
export function SavedComparisons() {
  const saved = useComparisons();
  return (
    <KeptList
      kept={saved}
      heading="Saved comparisons"
      aside={<DoNotKeep />}
      searchLabel="Search comparisons"
      searchPlaceholder="Search names, configurations and prompts"
      noneKept="Nothing has been compared yet. What you run here is kept, to be opened and run again."
      noneFound="No comparison holds all of these words."
    >
      {(items) => <Items items={items} />}
    </KeptList>
  );
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
