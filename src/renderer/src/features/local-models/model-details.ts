import { create } from 'zustand';
import type { LocalModel } from '#shared/domain/local-model.ts';
import type { LocalServer } from '#shared/domain/local-server.ts';

interface ModelDetailsState {
  /** Kept after closing, so that the drawer can slide out. */
  readonly shown: { readonly server: LocalServer; readonly model: LocalModel } | null;
  readonly opened: boolean;
}

/** The model whose details are shown beside the list. */
export const useModelDetails = create<ModelDetailsState>()(() => ({ shown: null, opened: false }));

export function openModelDetails(server: LocalServer, model: LocalModel): void {
  useModelDetails.setState({ shown: { server, model }, opened: true });
}

export function closeModelDetails(): void {
  useModelDetails.setState({ opened: false });
}
