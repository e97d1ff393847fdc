import { useEffect, useRef } from 'react';

/**
 * Gives the focus back to where it was before the first of a chain of dialogs opened; if that is gone (a deleted
 * row), to the page's content.
 *
 * @param opened whether a dialog of the chain is open
 */
export function useFocusReturn(opened: boolean): void {
  const origin = useRef<Element | null>(null);
  useEffect(() => {
    if (!opened) return;
    origin.current = document.activeElement;
    return () => {
      const home = origin.current;
      const target =
        home?.isConnected && home !== document.body ? home : document.getElementById('content');
      if (target instanceof HTMLElement) target.focus({ preventScroll: true });
    };
  }, [opened]);
}
