import { create } from 'zustand';
import type { LocalServer } from '#shared/domain/local-server.ts';
import { on, request } from '../api/client.ts';

interface LocalServersState {
  /** This machine's first. Null until somebody has asked. */
  readonly servers: readonly LocalServer[] | null;
  /** Asks main, which asks no server. */
  load(): Promise<void>;
}

/** The Ollama servers that are known: this machine's, and those that configurations lead to. */
export const useLocalServers = create<LocalServersState>()((set, get) => {
  on('configurations.changed', () => {
    // A configuration that changes its base URL leads to another server. Until then nothing was wrong.
    if (get().servers !== null)
      get()
        .load()
        .catch(() => undefined);
  });

  return {
    servers: null,
    async load() {
      set(await request('localModels.servers', {}));
    },
  };
});

/** Where the requests of a configuration go; undefined while that is not known, and for other providers. */
export function serverOf(
  servers: readonly LocalServer[] | null,
  configurationId: string,
): LocalServer | undefined {
  return servers?.find(({ configurationIds }) => configurationIds.includes(configurationId));
}
