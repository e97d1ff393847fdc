import { IconMinus, IconPlus } from '@tabler/icons-react';
import classes from './difference-dialog.module.css';
import type { Difference } from './word-difference.ts';

/** The text of both, what only one of them has struck through or underlined. */
export function DifferenceText(props: {
  readonly difference: Difference;
  /** Whose answers they are. */
  readonly first: string;
  readonly second: string;
}) {
  const { grain, parts } = props.difference;
  if (parts.every(({ kind }) => kind === 'same')) {
    return (
      <p role="status" className={classes.words}>
        Both answers are the same, word for word.
      </p>
    );
  }
  return (
    <>
      <p className={classes.legend}>
        <span className={classes.removed}>
          <IconMinus size={14} aria-hidden="true" /> only in {props.first}
        </span>
        <span className={classes.added}>
          <IconPlus size={14} aria-hidden="true" /> only in {props.second}
        </span>
        {grain === 'lines' && (
          <span>Shown by lines: word by word they have too little in common.</span>
        )}
      </p>
      {/* biome-ignore-start lint/a11y: a scrolling container must be reachable by keyboard */}
      <div className={classes.text} role="group" aria-label="Texts" tabIndex={0}>
        {/* biome-ignore-end lint/a11y: as above */}
        {parts.map(({ kind, text }, index) => {
          // biome-ignore lint/suspicious/noArrayIndexKey: what was found does not change
          if (kind === 'removed') return <del key={index}>{text}</del>;
          // biome-ignore lint/suspicious/noArrayIndexKey: as above
          if (kind === 'added') return <ins key={index}>{text}</ins>;
          // biome-ignore lint/suspicious/noArrayIndexKey: as above
          return <span key={index}>{text}</span>;
        })}
      </div>
    </>
  );
}
