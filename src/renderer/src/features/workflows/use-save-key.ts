import { useEffect } from 'react';
import { saveWorkflow } from './save-workflow.ts';

/** Ctrl or Cmd with S saves, wherever on the page the focus is: the browser's own saving has no use for anybody here. */
export function useSaveKey(): void {
  useEffect(() => {
    const listener = (event: KeyboardEvent) => {
      const command = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
      if (!command || event.code !== 'KeyS') return;
      event.preventDefault();
      if (document.querySelector('[role="dialog"]') === null) void saveWorkflow();
    };
    window.addEventListener('keydown', listener, true);
    return () => window.removeEventListener('keydown', listener, true);
  }, []);
}
