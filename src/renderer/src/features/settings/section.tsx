import { type ReactNode, useId } from 'react';
import classes from './section.module.css';

/** A part of the settings, found by its heading. */
export function Section(props: { readonly title: string; readonly children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={classes.section}>
      <h2 id={id} className={classes.title}>
        {props.title}
      </h2>
      <div className={classes.body}>{props.children}</div>
    </section>
  );
}
