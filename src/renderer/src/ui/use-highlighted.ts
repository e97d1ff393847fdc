import { useEffect, useState } from 'react';
import type { CodeToken } from './code-tokens.ts';

/** A longer code stays plain, in UTF-16 units: to colour it could be felt. */
const mostHighlighted = 20_000;

interface Highlighted {
  readonly text: string;
  readonly language: string;
  readonly tokens: readonly CodeToken[];
}

/**
 * The tokens of a code; null while they are not known, and for good where there is nothing to tell. The grammars are
 * loaded with the first code that wants them, and each code is worked on when the page has nothing better to do.
 *
 * @param closed whether the code is complete: what still grows would be worked on with every piece of it
 */
export function useHighlighted(
  text: string,
  language: string,
  closed: boolean,
): readonly CodeToken[] | null {
  const [done, setDone] = useState<Highlighted | null>(null);
  const wanted = closed && language !== '' && text !== '' && text.length <= mostHighlighted;

  useEffect(() => {
    if (!wanted) return;
    let dropped = false;
    const cancel = whenIdle(async () => {
      const code = await import('./highlight-code.ts').catch(() => null);
      if (dropped || code === null) return;
      const tokens = code.highlightCode(text, language);
      if (tokens !== null) setDone({ text, language, tokens });
    });
    return () => {
      dropped = true;
      cancel();
    };
  }, [wanted, text, language]);

  return wanted && done?.text === text && done.language === language ? done.tokens : null;
}

function whenIdle(work: () => void): () => void {
  // Not every browser has it.
  if (typeof requestIdleCallback !== 'function') {
    const timer = setTimeout(work);
    return () => clearTimeout(timer);
  }
  const asked = requestIdleCallback(work, { timeout: 500 });
  return () => cancelIdleCallback(asked);
}
