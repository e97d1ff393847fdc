import type { KeyView } from '#shared/domain/key.ts';
import { noHint } from '#shared/domain/rules/key-rules.ts';
import classes from './key-dialog.module.css';

/** Which key it was, as far as its hint tells. */
function whichKey({ hint }: KeyView) {
  if (hint === null || hint === noHint) return 'it';
  return (
    <>
      the key ending in <span className={classes.hint}>{hint}</span>
    </>
  );
}

/** Why a key that is there has to be entered again, and which one it is. */
export function ReentryNote({ view }: { readonly view: KeyView }) {
  if (view.status !== 'needs-reentry') return null;
  return (
    <p className={classes.note}>
      The encryption key has changed since this key was stored, so it cannot be opened any more.
      Nothing was deleted. Enter {whichKey(view)} again, or another.
    </p>
  );
}
