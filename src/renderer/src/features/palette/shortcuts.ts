import { useEffect } from 'react';
import { useApp } from '../../stores/app.ts';
import { hindranceNow } from '../../stores/policy.ts';
import { openNewConfiguration } from '../configurations/dialogs.ts';
import { closeOverlay, openPalette, openShortcutSheet, useOverlay } from './open.ts';

/** The key that goes with letters here, as it is written on the keyboard. */
export function modifier(): string {
  return useApp.getState().info?.platform === 'darwin' ? '⌘' : 'Ctrl';
}

/** The shortcuts that work on every page. Those of a page are the page's. */
export function useShortcuts(): void {
  useEffect(() => {
    window.addEventListener('keydown', handle);
    return () => window.removeEventListener('keydown', handle);
  }, []);
}

function handle(event: KeyboardEvent): void {
  if (event.isComposing || event.defaultPrevented) return;
  const action = actionFor(event);
  if (action === null) return;
  event.preventDefault();
  action();
}

function actionFor(event: KeyboardEvent): (() => void) | null {
  const command = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  const overlay = useOverlay.getState().open;
  if (command && event.code === 'KeyK') {
    if (overlay === 'palette') return closeOverlay;
    return overlay === null && isDialogOpen() ? null : openPalette;
  }
  if (isDialogOpen()) return null;

  // A browser keeps Ctrl+N for itself, so Alt+N does the same. With Option, macOS types another letter: hence `code`.
  const alone = event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey;
  if ((command || alone) && event.code === 'KeyN') {
    const mayCreate = hindranceNow('configs:write') === null;
    return mayCreate ? () => openNewConfiguration() : null;
  }

  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return null;
  if (event.key === '?') return openShortcutSheet;
  if (event.key === '/') return focusSearch;
  return null;
}

function focusSearch(): void {
  document.querySelector<HTMLElement>('main :is([type="search"], [role="searchbox"])')?.focus();
}

export function isDialogOpen(): boolean {
  return document.querySelector('[role="dialog"], [role="alertdialog"]') !== null;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input, textarea, select'))
  );
}
