import { useEffect } from 'react';
import { isUnsaved, useWorkflowEditor } from '../../stores/workflow-editor.ts';

/**
 * Has the browser, or the desktop's window, ask before the page goes with what is not saved. It goes on when Workflows
 * is left, since what was written is still there.
 */
export function useUnsavedGuard(): void {
  useEffect(() => window.addEventListener('beforeunload', ask), []);
}

/** One function, so that it listens once, however often the page is opened. */
function ask(event: BeforeUnloadEvent): void {
  if (isUnsaved(useWorkflowEditor.getState())) event.preventDefault();
}
