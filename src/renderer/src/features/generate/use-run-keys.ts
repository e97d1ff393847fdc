import { useEffect, useEffectEvent } from 'react';

interface RunKeys {
  readonly onRun: () => void;
  /** Null while there is nothing to stop. */
  readonly onStop: (() => void) | null;
}

/** Ctrl or Cmd with Enter runs and Escape stops, wherever on the page the focus is, but in a field with keys of its own. */
export function useRunKeys({ onRun, onStop }: RunKeys): void {
  const handle = useEffectEvent((event: KeyboardEvent) => {
    if (event.isComposing || isSomethingOpen()) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      if (hasOwnRunKeys(event.target)) return;
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

/** A field with a prompt of its own, which the same keys run. */
function hasOwnRunKeys(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[data-own-run-keys]') !== null;
}

/** A dialog, menu or list that takes the key for itself. */
function isSomethingOpen(): boolean {
  return (
    document.querySelector(
      '[role="dialog"], [role="menu"], [role="combobox"][aria-expanded="true"]',
    ) !== null
  );
}
