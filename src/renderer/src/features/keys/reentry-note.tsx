import type { KeyView } from '#shared/domain/key.ts';
import classes from './key-dialog.module.css';

/** Why a key that is there has to be entered again, and which one it is. */
export function ReentryNote({ view }: { readonly view: KeyView }) {
  if (view.status !== 'needs-reentry') return null;
  return (
    <p className={classes.note}>
      The encryption key has changed since this key was stored, so it cannot be opened any more.
      Nothing was deleted. Enter the key ending in <span className={classes.hint}>{view.hint}</span>{' '}
      again, or another.
    </p>
  );
}
