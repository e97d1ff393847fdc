import { create } from 'zustand';
import type { OutputOf } from '#shared/ipc/routes.ts';
import { request } from '../api/client.ts';

interface EncryptionState {
  /** Null until main has answered. */
  readonly source: OutputOf<'encryption.status'>['source'] | null;
  load(): Promise<void>;
  /** Every stored key then needs re-entry, which comes back as a change of configurations. */
  rotate(confirmation: string): Promise<void>;
}

/** The key under which stored keys are encrypted: where it comes from, never what it is. */
export const useEncryption = create<EncryptionState>()((set) => ({
  source: null,
  async load() {
    const { source } = await request('encryption.status', {});
    set({ source });
  },
  async rotate(confirmation) {
    const { source } = await request('encryption.rotate', { confirmation });
    set({ source });
  },
}));
