import { useEffect, useEffectEvent } from 'react';

interface RunKeys {
  readonly onRun: () => void;
  /** Null while there is nothing to stop. */
  readonly onStop: (() => void) | null;
}

/** Ctrl or Cmd with Enter runs and Escape stops, wherever on the page the focus is. */
export function useRunKeys({ onRun, onStop }: RunKeys): void {
  const handle = useEffectEvent((event: KeyboardEvent) => {
    if (event.isComposing || isSomethingOpen()) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onRun();
    } else if (event.key === 'Escape' && onStop !== null) {
      event.preventDefault();
      onStop();
    }
  });

  useEffect(() => {
    // In the capture phase: what is open must still be seen as open, before Escape closes it.
    const listener = (event: KeyboardEvent) => handle(event);
    window.addEventListener('keydown', listener, true);
    return () => window.removeEventListener('keydown', listener, true);
  }, []);
}

/** A dialog, menu or list that takes the key for itself. */
function isSomethingOpen(): boolean {
  return (
    document.querySelector(
      '[role="dialog"], [role="menu"], [role="combobox"][aria-expanded="true"]',
    ) !== null
  );
}
