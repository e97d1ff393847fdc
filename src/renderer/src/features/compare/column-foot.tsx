import { ActionIcon } from '@mantine/core';
import {
  IconChevronLeft,
  IconChevronRight,
  type IconProps,
  IconThumbDown,
  IconThumbUp,
  IconTrophy,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { Vote } from '#shared/domain/comparison.ts';
import { useComparison } from '../../stores/comparison.ts';
import type { DraftColumn } from '../../stores/comparison-draft.ts';
import { announceFailure } from '../../ui/notices.ts';
import classes from './columns.module.css';

interface ColumnFootProps {
  readonly column: DraftColumn;
  readonly repeats: number;
  /** The one that is shown, from 0. */
  readonly repeat: number;
  readonly onRepeat: (repeat: number) => void;
  readonly answered: boolean;
}

/** Which of several answers is shown, and what the person thinks of them. */
export function ColumnFoot({ column, repeats, repeat, onRepeat, answered }: ColumnFootProps) {
  return (
    <footer className={classes.foot}>
      {repeats > 1 && (
        <span className={classes.repeats}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label="Previous repeat"
            disabled={repeat === 0}
            onClick={() => onRepeat(repeat - 1)}
          >
            <IconChevronLeft size={15} aria-hidden="true" />
          </ActionIcon>
          Repeat {repeat + 1} of {repeats}
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label="Next repeat"
            disabled={repeat === repeats - 1}
            onClick={() => onRepeat(repeat + 1)}
          >
            <IconChevronRight size={15} aria-hidden="true" />
          </ActionIcon>
        </span>
      )}
      {column.place !== null && <Votes place={column.place} answered={answered} />}
    </footer>
  );
}

const votes: readonly {
  readonly vote: Vote;
  readonly label: string;
  readonly icon: ComponentType<IconProps>;
}[] = [
  { vote: 'best', label: 'Best answer', icon: IconTrophy },
  { vote: 'up', label: 'Good answer', icon: IconThumbUp },
  { vote: 'down', label: 'Poor answer', icon: IconThumbDown },
];

function Votes({ place, answered }: { readonly place: number; readonly answered: boolean }) {
  const own = useComparison(({ rows, shownPrompt }) =>
    shownPrompt === null ? null : (rows.get(shownPrompt)?.votes[place] ?? null),
  );
  const { vote: cast } = useComparison.getState();
  return (
    <span className={classes.votes}>
      {votes.map(({ vote, label, icon: Icon }) => (
        <ActionIcon
          key={vote}
          variant={own === vote ? 'light' : 'subtle'}
          color={own === vote ? 'teal' : 'gray'}
          size="sm"
          aria-label={label}
          aria-pressed={own === vote}
          title={label}
          disabled={!answered && own === null}
          onClick={() => void cast(place, own === vote ? null : vote).catch(announceFailure)}
        >
          <Icon size={16} aria-hidden="true" {...(own === vote && { fill: 'currentColor' })} />
        </ActionIcon>
      ))}
    </span>
  );
}
