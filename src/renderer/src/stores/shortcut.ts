import { create } from 'zustand';
import type { OutputOf } from '#shared/ipc/routes.ts';
import { request } from '../api/client.ts';

interface ShortcutState {
  /** Null until main has answered. */
  readonly status: OutputOf<'shortcut.status'> | null;
  load(): Promise<void>;
  /** Null: none. Throws with main's sentence where it cannot be had; then the one before stays. */
  set(accelerator: string | null): Promise<void>;
}

/** The key combination that opens Generate from anywhere on the desktop. In the web host there is none to be had. */
export const useShortcut = create<ShortcutState>()((set) => ({
  status: null,
  async load() {
    set({ status: await request('shortcut.status', {}) });
  },
  async set(accelerator) {
    set({ status: await request('shortcut.set', { accelerator }) });
  },
}));
