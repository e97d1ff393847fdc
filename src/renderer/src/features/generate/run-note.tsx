import { IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './run-problem.module.css';

/** A sentence about an answer that ended otherwise than one would expect. */
export function RunNote({ children }: { readonly children: ReactNode }) {
  return (
    <div className={classes.problem} data-kind="note">
      <IconInfoCircle size={18} aria-hidden="true" className={classes.icon} />
      <p className={classes.sentence}>{children}</p>
    </div>
  );
}
