import { useEffect } from 'react';
import { useApp } from '../../stores/app.ts';
import { isUnsaved, useWorkflowEditor } from '../../stores/workflow-editor.ts';

/**
 * Has the browser ask before its tab is closed with what is not saved. It goes on when the page is left, since what was
 * written is still there. In a window of the desktop, which has nobody to ask, it would only keep it from closing.
 */
export function useUnsavedGuard(): void {
  const inBrowser = useApp((state) => state.info?.host === 'web');
  useEffect(() => {
    if (inBrowser) window.addEventListener('beforeunload', ask);
  }, [inBrowser]);
}

/** One function, so that it listens once, however often the page is opened. */
function ask(event: BeforeUnloadEvent): void {
  if (isUnsaved(useWorkflowEditor.getState())) event.preventDefault();
}
