import { create } from 'zustand';

interface OverlayState {
  readonly open: 'palette' | 'shortcuts' | null;
}

/** Which overlay is open. Small and free of the overlays themselves, so that the frame can import it. */
export const useOverlay = create<OverlayState>()(() => ({ open: null }));

/** Opens the command palette. */
export function openPalette(): void {
  useOverlay.setState({ open: 'palette' });
}

/** Opens the sheet that lists the shortcuts. */
export function openShortcutSheet(): void {
  useOverlay.setState({ open: 'shortcuts' });
}

export function closeOverlay(): void {
  useOverlay.setState({ open: null });
}
