import { create } from 'zustand';
import type { LocalModel } from '#shared/domain/local-model.ts';
import type { LocalServer } from '#shared/domain/local-server.ts';

/** A dialog about models of a server, as they were when it was opened. */
export type ModelDialog =
  | {
      readonly kind: 'delete';
      readonly server: LocalServer;
      readonly models: readonly LocalModel[];
    }
  | { readonly kind: 'copy'; readonly server: LocalServer; readonly model: LocalModel }
  | { readonly kind: 'load'; readonly server: LocalServer; readonly model: LocalModel };

interface ModelDialogsState {
  /** Kept after closing, so that the dialog can fade out and give the focus back. */
  readonly dialog: ModelDialog | null;
  readonly opened: boolean;
  /** Grows with every opening: each gets fresh fields. */
  readonly opening: number;
}

/** Which dialog of the page is open. */
export const useModelDialogs = create<ModelDialogsState>()(() => ({
  dialog: null,
  opened: false,
  opening: 0,
}));

export function openModelDialog(dialog: ModelDialog): void {
  useModelDialogs.setState(({ opening }) => ({ dialog, opened: true, opening: opening + 1 }));
}

export function closeModelDialog(): void {
  useModelDialogs.setState({ opened: false });
}
