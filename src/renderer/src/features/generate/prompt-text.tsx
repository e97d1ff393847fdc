import { useState } from 'react';
import classes from './turn.module.css';

/** A longer prompt shows its beginning, in characters. */
const shownAtFirst = 1_200;

/** What was asked, as it was written. */
export function PromptText({ text }: { readonly text: string }) {
  const [whole, setWhole] = useState(false);
  const long = text.length > shownAtFirst;
  return (
    <div className={classes.prompt}>
      {whole || !long ? text : `${text.slice(0, shownAtFirst)}…`}
      {long && (
        <button type="button" className={classes.more} onClick={() => setWhole(!whole)}>
          {whole ? 'Show less' : 'Show all of the prompt'}
        </button>
      )}
    </div>
  );
}
