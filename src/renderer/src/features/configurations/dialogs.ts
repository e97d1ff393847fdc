import { create } from 'zustand';
import type { ConfigurationFields } from '#shared/domain/configuration.ts';

/** A dialog about configurations and their keys, and what it is about. Ids are those of configurations. */
export type Dialog =
  | { readonly kind: 'new'; readonly initial: Partial<ConfigurationFields> }
  | { readonly kind: 'edit'; readonly id: string }
  | { readonly kind: 'test'; readonly id: string }
  | { readonly kind: 'key'; readonly id: string }
  | { readonly kind: 'remove-key'; readonly id: string }
  | { readonly kind: 'delete'; readonly id: string }
  | { readonly kind: 'rotate' }
  | { readonly kind: 'reentry' };

interface DialogsState {
  /** Kept after closing, so that the dialog can fade out and give the focus back. */
  readonly dialog: Dialog | null;
  readonly opened: boolean;
  /** Grows with every opening: each gets fresh fields. */
  readonly opening: number;
}

/** Which dialog is open. They open from anywhere: a row, the palette, a failed run. */
export const useDialogs = create<DialogsState>()(() => ({
  dialog: null,
  opened: false,
  opening: 0,
}));

/** Opens `New configuration`, with some fields filled in if given. */
export function openNewConfiguration(initial: Partial<ConfigurationFields> = {}): void {
  open({ kind: 'new', initial });
}

/** Opens `Edit configuration`. */
export function openEditConfiguration(id: string): void {
  open({ kind: 'edit', id });
}

/** Opens `Test connection`, which begins at once. */
export function openConnectionTest(id: string): void {
  open({ kind: 'test', id });
}

/** Opens `Set key` or `Replace key`, whichever applies. */
export function openKeyDialog(id: string): void {
  open({ kind: 'key', id });
}

/** Asks before removing the stored key. */
export function openRemoveKey(id: string): void {
  open({ kind: 'remove-key', id });
}

/** Asks before deleting the configuration and its key. */
export function openDeleteConfiguration(id: string): void {
  open({ kind: 'delete', id });
}

/** Asks before the encryption key is rotated, or says how that is done. */
export function openRotate(): void {
  open({ kind: 'rotate' });
}

/** Leads through the keys that have to be entered again. */
export function openReentry(): void {
  open({ kind: 'reentry' });
}

export function closeDialog(): void {
  useDialogs.setState({ opened: false });
}

function open(dialog: Dialog): void {
  useDialogs.setState((state) => ({ dialog, opened: true, opening: state.opening + 1 }));
}
