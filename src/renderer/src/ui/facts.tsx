import type { ReactNode } from 'react';
import classes from './facts.module.css';

/** Terms and what is known of each, in two columns. */
export function Facts({ children }: { readonly children: ReactNode }) {
  return <dl className={classes.facts}>{children}</dl>;
}

/** One line of `Facts`. */
export function Fact(props: { readonly term: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{props.term}</dt>
      <dd>{props.children}</dd>
    </>
  );
}
