import { IconAlertCircle, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import problem from '../generate/run-problem.module.css';
import classes from './draft-notes.module.css';

interface NoteProps {
  readonly kind: 'note' | 'problem';
  /** How a screen reader is told of it: at once, when there is a pause, or when it is come upon. */
  readonly told?: 'alert' | 'status';
  readonly sentence: string;
  /** What more there is to see. */
  readonly children?: ReactNode;
  readonly buttons?: ReactNode;
}

/** A sentence about how something goes or ended, what there is to see of it, and beside it what can be done. */
export function Note({ kind, told, sentence, children, buttons }: NoteProps) {
  const Icon = kind === 'problem' ? IconAlertCircle : IconInfoCircle;
  return (
    <div className={problem.problem} data-kind={kind}>
      <Icon size={18} aria-hidden="true" className={problem.icon} />
      <div className={classes.parts}>
        <div className={classes.words}>
          <p role={told} className={problem.sentence}>
            {sentence}
          </p>
          {children}
        </div>
        {buttons && <div className={problem.steps}>{buttons}</div>}
      </div>
    </div>
  );
}

/** What is folded away below a sentence. */
export function Folded({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <details className={problem.details}>
      <summary>{title}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling container must be reachable by keyboard */}
      <pre tabIndex={0}>{text}</pre>
    </details>
  );
}
