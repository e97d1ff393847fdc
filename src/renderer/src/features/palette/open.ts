import { create } from 'zustand';

interface OverlayState {
  readonly open: 'palette' | 'shortcuts' | null;
  /** Whether the focus goes back to where it was when it closes. */
  readonly returnsFocus: boolean;
}

/** Which overlay is open. Small and free of the overlays themselves, so that the frame can import it. */
export const useOverlay = create<OverlayState>()(() => ({ open: null, returnsFocus: true }));

/** Opens the command palette. */
export function openPalette(): void {
  useOverlay.setState({ open: 'palette', returnsFocus: true });
}

/** Opens the sheet that lists the shortcuts. */
export function openShortcutSheet(): void {
  useOverlay.setState({ open: 'shortcuts', returnsFocus: true });
}

export function closeOverlay(): void {
  useOverlay.setState({ open: null });
}

/** Closes it for something that takes the focus itself. */
export function yieldFocus(): void {
  useOverlay.setState({ open: null, returnsFocus: false });
}
