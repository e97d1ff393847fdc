import type { PageName } from './rules/page-names.ts';

/**
 * What the person chose outside the page: in the menu or the tray, with the global shortcut, or by opening a link.
 * Each shows something; none runs, saves or deletes anything.
 */
export type AppCommand =
  | { readonly kind: 'open-page'; readonly page: PageName }
  | { readonly kind: 'open-configuration'; readonly id: string }
  | { readonly kind: 'new-generation' }
  | { readonly kind: 'new-configuration' }
  | { readonly kind: 'command-palette' }
  | { readonly kind: 'keyboard-shortcuts' }
  | { readonly kind: 'diagnostics' };
