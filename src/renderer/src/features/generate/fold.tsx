import { IconChevronRight } from '@tabler/icons-react';
import { type ReactNode, useId } from 'react';
import classes from './composer.module.css';

/** A part of the composer that is folded away unless it says something. */
export function Fold(props: {
  readonly title: string;
  /** What it says, in few words; shown while it is folded. */
  readonly summary: string;
  readonly unfolded: boolean;
  readonly onToggle: () => void;
  readonly children: ReactNode;
}) {
  const { title, summary, unfolded } = props;
  const id = useId();
  return (
    <div>
      <button
        type="button"
        className={classes.fold}
        aria-expanded={unfolded}
        aria-controls={id}
        onClick={props.onToggle}
      >
        <IconChevronRight size={16} aria-hidden="true" className={classes.chevron} />
        {title}
        {!unfolded && <span className={classes.summary}>{summary}</span>}
      </button>
      <div id={id} hidden={!unfolded}>
        {props.children}
      </div>
    </div>
  );
}
