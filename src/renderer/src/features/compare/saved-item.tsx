import { IconPencil, IconRefresh, IconTrash } from '@tabler/icons-react';
import type { ComparisonSummary } from '#shared/domain/comparison.ts';
import { useComparison } from '../../stores/comparison.ts';
import { announceFailure } from '../../ui/notices.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { RowActions } from '../../ui/row-actions.tsx';
import { SimulatedMark } from '../../ui/simulated-mark.tsx';
import historyClasses from '../generate/history.module.css';
import { stateWords } from './comparison-words.ts';

interface SavedItemProps {
  readonly comparison: ComparisonSummary;
  readonly onRename: (comparison: ComparisonSummary) => void;
  readonly onDelete: (comparison: ComparisonSummary) => void;
}

/** A comparison: opened by a press; run again, renamed and deleted from its menu. */
export function SavedItem({ comparison, onRename, onDelete }: SavedItemProps) {
  const { id, name, createdAt, configurations, promptCount, repeats, state, kept } = comparison;
  const shown = useComparison((one) => one.comparison?.id === id);
  const { open, rerun } = useComparison.getState();
  return (
    <li className={historyClasses.item}>
      <button
        type="button"
        className={historyClasses.open}
        aria-current={shown || undefined}
        onClick={() => void open(id).catch(announceFailure)}
      >
        <span className={historyClasses.title}>{name}</span>
        <span className={historyClasses.facts}>
          <RelativeTime at={createdAt} />
          {state !== 'complete' && <span>{stateWords(comparison)}</span>}
          {!kept && <span>Not kept</span>}
          {promptCount > 1 && <span>{promptCount.toLocaleString('en')} prompts</span>}
          {repeats > 1 && <span>{repeats} repeats</span>}
          <span className={historyClasses.name}>
            {configurations.map((one) => one.name).join(', ')}
          </span>
          {configurations.some((one) => one.simulated) && <SimulatedMark />}
        </span>
      </button>
      <RowActions
        name={name}
        groups={() => [
          [
            {
              label: 'Run again',
              icon: IconRefresh,
              needs: 'generate',
              act: () => void rerun(id).catch(announceFailure),
            },
            {
              label: 'Rename',
              icon: IconPencil,
              needs: 'generate',
              act: () => onRename(comparison),
            },
          ],
          [
            {
              label: 'Delete',
              icon: IconTrash,
              needs: 'generate',
              loses: true,
              act: () => onDelete(comparison),
            },
          ],
        ]}
      />
    </li>
  );
}
