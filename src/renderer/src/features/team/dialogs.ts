import { create } from 'zustand';

/** A dialog about members. Ids are those of members. */
export type TeamDialog =
  | { readonly kind: 'add' }
  | { readonly kind: 'edit'; readonly id: string }
  | { readonly kind: 'remove'; readonly id: string }
  /** Null: who it is to be is chosen first. */
  | { readonly kind: 'act-as'; readonly id: string | null };

interface TeamDialogsState {
  /** Kept after closing, so that the dialog can fade out and give the focus back. */
  readonly dialog: TeamDialog | null;
  readonly opened: boolean;
  /** Grows with every opening: each gets fresh fields. */
  readonly opening: number;
}

/** Which dialog is open. They open from the page, the sidebar, the palette and wherever a permission is missing. */
export const useTeamDialogs = create<TeamDialogsState>()(() => ({
  dialog: null,
  opened: false,
  opening: 0,
}));

/** Opens `Add member`. */
export function openAddMember(): void {
  open({ kind: 'add' });
}

/** Opens `Edit member`. */
export function openEditMember(id: string): void {
  open({ kind: 'edit', id });
}

/** Asks before removing a member. */
export function openRemoveMember(id: string): void {
  open({ kind: 'remove', id });
}

/** Asks for the passcode of a member; without one given, who it is to be is chosen first. */
export function openActAs(id: string | null = null): void {
  open({ kind: 'act-as', id });
}

export function closeTeamDialog(): void {
  useTeamDialogs.setState({ opened: false });
}

function open(dialog: TeamDialog): void {
  useTeamDialogs.setState(({ opening }) => ({ dialog, opened: true, opening: opening + 1 }));
}
