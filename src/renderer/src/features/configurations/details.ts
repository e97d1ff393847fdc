import { create } from 'zustand';

interface DetailsState {
  /** Kept after closing, so that the drawer can slide out. */
  readonly id: string | null;
  readonly opened: boolean;
}

/** Whose details are shown beside the list. */
export const useDetails = create<DetailsState>()(() => ({ id: null, opened: false }));

export function openDetails(id: string): void {
  useDetails.setState({ id, opened: true });
}

export function closeDetails(): void {
  useDetails.setState({ opened: false });
}
