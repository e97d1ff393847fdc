import { Composer } from './composer.tsx';
import { SavedWorkflows } from './saved/saved-workflows.tsx';
import { useSaveKey } from './use-save-key.ts';
import { useUnsavedGuard } from './use-unsaved-guard.ts';
import { WorkflowPane } from './workflow-pane.tsx';
import classes from './workflows-page.module.css';

/** A workflow from words: drafted, drawn, edited, revised, and kept. What is worked on lives in its store and outlasts the page. */
export function WorkflowsPage() {
  useSaveKey();
  useUnsavedGuard();
  return (
    <div className={classes.page}>
      <div className={classes.panes}>
        <Composer />
        <WorkflowPane />
        <SavedWorkflows />
      </div>
    </div>
  );
}
