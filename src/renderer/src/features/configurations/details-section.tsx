import { type ReactNode, useId } from 'react';
import classes from './details.module.css';

/** A part of the details, found by its heading. */
export function DetailsSection(props: { readonly title: string; readonly children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={classes.section}>
      <h3 id={id} className={classes.heading}>
        {props.title}
      </h3>
      {props.children}
    </section>
  );
}
