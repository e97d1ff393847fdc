import { create } from 'zustand';
import type { LoadedModel, LocalModelList } from '#shared/domain/local-model.ts';
import type {
  LocalModelsChange,
  ServerAddress,
  ServerStatus,
} from '#shared/domain/local-server.ts';
import type { OutputOf } from '#shared/ipc/routes.ts';
import { on, request, sentenceOf } from '../api/client.ts';
import { useLocalServers } from './local-servers.ts';
import { isAt } from './pulls.ts';

/** What is known of a server, as it was when it was last looked at. */
export interface KnownServer {
  /** Null until it has been looked at. */
  readonly status: ServerStatus | null;
  readonly installed: LocalModelList | null;
  readonly loaded: readonly LoadedModel[] | null;
  /** Names of the models that are being loaded because somebody here asked for it. */
  readonly loading: readonly string[];
  /** Why it cannot be looked at at all, as a sentence. */
  readonly refusal: string | null;
}

interface LocalModelsState {
  /** By `serverKey`. */
  readonly known: Readonly<Record<string, KnownServer>>;
  /** From now on main looks at the server every few seconds, and tells what changes. */
  watch(address: ServerAddress): Promise<void>;
  unwatch(address: ServerAddress): Promise<void>;
  /** Looks once at what is installed. What is known stays known where it cannot be had. */
  look(address: ServerAddress): Promise<void>;
  remove(address: ServerAddress, names: readonly string[]): Promise<OutputOf<'localModels.delete'>>;
  copy(address: ServerAddress, source: string, destination: string): Promise<void>;
  /** Resolves once it is loaded, or somebody has changed their mind. `keepAlive` as Ollama writes it; null: the server's own. */
  loadModel(address: ServerAddress, name: string, keepAlive: string | null): Promise<void>;
  /** Also ends a loading that is under way. */
  unloadModel(address: ServerAddress, name: string): Promise<void>;
}

const unknownServer: KnownServer = {
  status: null,
  installed: null,
  loaded: null,
  loading: [],
  refusal: null,
};

export function serverKey({ configurationId }: ServerAddress): string {
  return configurationId ?? 'this-machine';
}

/** A projection of what main knows of Ollama servers. Nothing here asks a server but what a person does. */
export const useLocalModels = create<LocalModelsState>()((set, get) => {
  function note(
    address: ServerAddress,
    change: (known: KnownServer) => Partial<KnownServer>,
  ): void {
    const key = serverKey(address);
    set(({ known }) => {
      const before = known[key] ?? unknownServer;
      return { known: { ...known, [key]: { ...before, ...change(before) } } };
    });
  }

  on('localModels.changed', (change) => note(change.address, () => told(change)));

  // Whoever was told that a model is missing is to hear that it no longer is.
  const done = new Set<string>();
  on('localModels.pullsChanged', ({ pulls }) => {
    const news = pulls.filter(({ id, state }) => state === 'done' && !done.has(id));
    for (const { id } of news) done.add(id);
    for (const server of useLocalServers.getState().servers ?? []) {
      const looked = get().known[serverKey(server.address)]?.installed ?? null;
      if (looked !== null && news.some((one) => isAt(one, server))) void get().look(server.address);
    }
  });

  return {
    known: {},
    async watch(address) {
      try {
        await request('localModels.watch', { address });
        note(address, () => ({ refusal: null }));
      } catch (error) {
        note(address, () => ({ refusal: sentenceOf(error) }));
      }
    },
    async unwatch(address) {
      await request('localModels.unwatch', { address });
    },
    async look(address) {
      const installed = await request('localModels.list', { address }).catch(() => null);
      if (installed !== null) note(address, () => ({ installed }));
    },
    remove: (address, names) => request('localModels.delete', { address, names: [...names] }),
    async copy(address, source, destination) {
      await request('localModels.copy', { address, source, destination });
    },
    async loadModel(address, name, keepAlive) {
      note(address, ({ loading }) => ({
        loading: [...loading.filter((one) => one !== name), name],
      }));
      const wanted = () => get().known[serverKey(address)]?.loading.includes(name) ?? false;
      try {
        await request('localModels.load', { address, name, keepAlive });
      } catch (error) {
        // What was called off has not failed.
        if (wanted()) throw error;
      } finally {
        note(address, ({ loading }) => ({ loading: loading.filter((one) => one !== name) }));
      }
    },
    async unloadModel(address, name) {
      note(address, ({ loading }) => ({ loading: loading.filter((one) => one !== name) }));
      await request('localModels.unload', { address, name });
    },
  };
});

function told({ status, installed, loaded }: LocalModelsChange): Partial<KnownServer> {
  return {
    ...(status !== undefined && { status }),
    ...(installed !== undefined && { installed }),
    ...(loaded !== undefined && { loaded }),
    refusal: null,
  };
}

/** What is known of a server. */
export function useKnownServer(address: ServerAddress | undefined): KnownServer {
  return useLocalModels(({ known }) =>
    address === undefined ? unknownServer : (known[serverKey(address)] ?? unknownServer),
  );
}
