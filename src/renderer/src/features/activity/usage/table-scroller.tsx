import type { ReactNode } from 'react';
import classes from './usage-table.module.css';

/** Scrolls a table that is wider than the window, also by keyboard. */
export function TableScroller(props: { readonly label: string; readonly children: ReactNode }) {
  return (
    // biome-ignore-start lint/a11y: a scrolling container must be reachable by keyboard
    <div className={classes.scroller} role="group" aria-label={props.label} tabIndex={0}>
      {/* biome-ignore-end lint/a11y: as above */}
      {props.children}
    </div>
  );
}
