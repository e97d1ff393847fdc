import { create } from 'zustand';

interface DiagnosticsState {
  readonly opened: boolean;
  /** Grows with every opening: each makes a report of its own. */
  readonly opening: number;
}

/** Whether the diagnostics report is open. It opens from the settings, the menu, and where the registry is mended. */
export const useDiagnostics = create<DiagnosticsState>()(() => ({ opened: false, opening: 0 }));

export function openDiagnostics(): void {
  useDiagnostics.setState(({ opening }) => ({ opened: true, opening: opening + 1 }));
}

export function closeDiagnostics(): void {
  useDiagnostics.setState({ opened: false });
}
