import { create } from 'zustand';
import type { Permission } from '#shared/domain/member.ts';
import type { Settings } from '#shared/domain/settings.ts';
import type { VaultMode, VaultStatus } from '#shared/domain/vault.ts';
import type { OutputOf } from '#shared/ipc/routes.ts';
import { on, request } from '../api/client.ts';

interface AppState {
  /** Null until main has answered. */
  readonly info: OutputOf<'app.info'> | null;
  readonly settings: Settings | null;
  readonly vault: VaultStatus | null;
  load(): Promise<void>;
  updateSettings(changes: Partial<Settings>): Promise<void>;
  checkVault(): Promise<void>;
  setVaultMode(mode: VaultMode): Promise<void>;
}

/** Facts of the app itself: who acts, where data live, how the vault is. */
export const useApp = create<AppState>()((set) => {
  on('vault.changed', (vault) => set({ vault }));
  on('settings.changed', (settings) => set({ settings }));
  on('members.changed', ({ actor }) =>
    set(({ info }) => (info === null ? {} : { info: { ...info, actor } })),
  );

  return {
    info: null,
    settings: null,
    vault: null,
    async load() {
      const info = await request('app.info', {});
      // As long as the registry cannot be read there is nothing else to be had.
      const settings = info.recovery === null ? await request('settings.get', {}) : null;
      set({ info, settings });
    },
    async updateSettings(changes) {
      set({ settings: await request('settings.update', changes) });
    },
    async checkVault() {
      set({ vault: await request('vault.status', {}) });
    },
    async setVaultMode(mode) {
      set({ vault: await request('vault.setMode', { mode }) });
    },
  };
});

/** Whether the acting member holds `permission`. */
export function useCan(permission: Permission): boolean {
  return useApp((state) => state.info?.actor.permissions.includes(permission) ?? false);
}
