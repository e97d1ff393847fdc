import { create } from 'zustand';
import type {
  ConfigurationFields,
  ConfigurationsChange,
  ConfigurationView,
  EffectiveDefault,
} from '#shared/domain/configuration.ts';
import { on, request } from '../api/client.ts';

interface ConfigurationsState {
  /** False until the first answer. */
  readonly loaded: boolean;
  /** In order of creation. */
  readonly configurations: readonly ConfigurationView[];
  readonly effectiveDefault: EffectiveDefault | null;
  load(): Promise<void>;
  create(fields: ConfigurationFields): Promise<ConfigurationView>;
  update(id: string, revision: number, fields: ConfigurationFields): Promise<ConfigurationView>;
  duplicate(id: string): Promise<ConfigurationView>;
  remove(id: string): Promise<void>;
  setDefault(id: string | null): Promise<void>;
  setKey(configurationId: string, key: string): Promise<void>;
  replaceKey(configurationId: string, key: string): Promise<void>;
  removeKey(configurationId: string): Promise<void>;
  /** @param fingerprint of the key that is shown: one that has taken its place is not approved unseen */
  approveKey(configurationId: string, fingerprint: string): Promise<void>;
  /** Resolves with the number of models the provider listed. */
  verifyKey(configurationId: string, key?: string): Promise<number>;
  startDemo(): Promise<void>;
  endDemo(): Promise<void>;
}

/** A projection of main's registry: every action asks main, and what changed comes back as an event. */
export const useConfigurations = create<ConfigurationsState>()((set) => {
  let changes = 0;
  on('configurations.changed', (change) => {
    changes += 1;
    set((state) => applied(state, change));
  });

  return {
    loaded: false,
    configurations: [],
    effectiveDefault: null,
    async load() {
      // An answer that a change has overtaken would undo it: then main is asked once more.
      for (let seen = -1; seen !== changes; ) {
        seen = changes;
        const answer = await request('configurations.list', {});
        if (seen === changes) set({ loaded: true, ...answer });
      }
    },
    create: (fields) => request('configurations.create', { fields }),
    update: (id, revision, fields) => request('configurations.update', { id, revision, fields }),
    duplicate: (id) => request('configurations.duplicate', { id }),
    async remove(id) {
      await request('configurations.delete', { id });
    },
    async setDefault(id) {
      await request('configurations.setDefault', { id });
    },
    async setKey(configurationId, key) {
      await request('keys.set', { configurationId, key });
    },
    async replaceKey(configurationId, key) {
      await request('keys.replace', { configurationId, key });
    },
    async removeKey(configurationId) {
      await request('keys.remove', { configurationId });
    },
    async approveKey(configurationId, fingerprint) {
      await request('keys.approve', { configurationId, fingerprint });
    },
    async verifyKey(configurationId, key) {
      const input = key === undefined ? { configurationId } : { configurationId, key };
      return (await request('keys.verify', input)).modelCount;
    },
    async startDemo() {
      await request('demo.start', {});
    },
    async endDemo() {
      await request('demo.end', {});
    },
  };
});

function applied(
  state: Pick<ConfigurationsState, 'configurations'>,
  change: ConfigurationsChange,
): Pick<ConfigurationsState, 'configurations' | 'effectiveDefault'> {
  const removed = new Set(change.removed);
  const upserted = new Map(change.upserted.map((one) => [one.id, one]));
  const configurations = state.configurations.flatMap((one) => {
    if (removed.has(one.id)) return [];
    const changed = upserted.get(one.id);
    upserted.delete(one.id);
    return [changed ?? one];
  });
  return {
    configurations: [...configurations, ...upserted.values()],
    effectiveDefault: change.effectiveDefault,
  };
}
