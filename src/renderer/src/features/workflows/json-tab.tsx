import { lazy, Suspense } from 'react';
import { useComingDraft, useDraftRuns } from './draft-commands.ts';
import classes from './workflow-pane.module.css';

const JsonEditor = lazy(async () => ({
  default: (await import('./json/json-editor.tsx')).JsonEditor,
}));

/** The document itself, to be edited; not while it is being revised, since that would be lost. */
export function JsonTab() {
  const running = useDraftRuns();
  const coming = useComingDraft();
  if (coming !== null) {
    return (
      <p className={classes.waiting}>
        {running
          ? 'The JSON stands here once the draft is complete.'
          : 'The draft is not complete.'}
      </p>
    );
  }
  return (
    <Suspense fallback={<p className={classes.waiting}>Opening the editor…</p>}>
      <JsonEditor readOnly={running} />
    </Suspense>
  );
}
