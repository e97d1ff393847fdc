import { randomBytes, randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import { AppError } from '#shared/errors.ts';
import { Access } from './access/access.ts';
import type { Core } from './core.ts';
import { startDemo } from './demo/start-demo.ts';
import { EventHub } from './event-hub.ts';
import { Generation } from './generation/generation.ts';
import { appHandlers } from './ipc/handlers/app.ts';
import { configurationHandlers } from './ipc/handlers/configurations.ts';
import { demoHandlers } from './ipc/handlers/demo.ts';
import { encryptionHandlers } from './ipc/handlers/encryption.ts';
import { generationHandlers } from './ipc/handlers/generation.ts';
import { keyHandlers } from './ipc/handlers/keys.ts';
import { notBuiltHandlers } from './ipc/handlers/not-built.ts';
import { createRouter } from './ipc/router.ts';
import type { Log } from './logging/log.ts';
import { whereabouts } from './logging/whereabouts.ts';
import { createAdapters } from './providers/adapters.ts';
import { ModelLists } from './providers/model-lists.ts';
import { ollamaUrl } from './providers/ollama-url.ts';
import { Catalogue } from './registry/catalogue.ts';
import { Registry } from './registry/registry.ts';
import { lockDataFolder } from './storage/data-folder-lock.ts';
import { createElectronStoreStorage } from './storage/electron-store-storage.ts';
import { Encryption } from './vault/encryption.ts';
import type { NoteKeyFact } from './vault/key-facts.ts';
import type { Keychain } from './vault/keychain.ts';
import { Keys } from './vault/keys.ts';
import { createKeytarKeychain } from './vault/keytar-keychain.ts';
import { Vault } from './vault/vault.ts';

export interface CoreOptions {
  readonly dataFolder: string;
  readonly host: 'electron' | 'web';
  /** Why the web host runs where a window was asked for; null otherwise. */
  readonly hostReason: string | null;
  readonly version: string;
  /** `KEYWELL_ENCRYPTION_KEY`, where the environment supplies one. */
  readonly encryptionKey: string | undefined;
  /** `OLLAMA_HOST`, where the environment says where Ollama is. */
  readonly ollamaHost: string | undefined;
  /** Whether to add the simulated configurations. */
  readonly demo: boolean;
  readonly log: Log;
  /** Of the operating system, unless another is given. */
  readonly keychain?: Keychain;
}

/**
 * Builds Keywell: the one place where things are constructed and given to each other.
 * Throws `data-folder-in-use` while another process has the data folder, `storage-failed` when the registry
 * cannot be read; nothing is written in either case.
 */
export async function createCore(options: CoreOptions): Promise<Core> {
  const lock = await lockDataFolder(options.dataFolder, { host: options.host });
  try {
    const core = compose(options);
    if (options.demo) await startDemo(core.registry);
    return {
      request: core.router,
      onEvent: (deliver) => core.events.onEvent(deliver),
      dropClient: (clientId) => core.generation.cancelClient(clientId),
      async close() {
        await core.generation.cancelAll();
        core.registry.flush();
        await lock.release();
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

function compose({
  dataFolder,
  host,
  hostReason,
  version,
  encryptionKey,
  ollamaHost,
  log,
  keychain = createKeytarKeychain(),
}: CoreOptions) {
  const events = new EventHub();
  const now = () => new Date();
  const registry = new Registry({
    storage: createElectronStoreStorage(dataFolder),
    now,
    newId: randomUUID,
    newSalt: () => randomBytes(32).toString('hex'),
  });
  const adapterFor = createAdapters({
    simulatedFetch: async (...request) =>
      (await import('./demo/simulated-fetch.ts')).simulatedFetch(...request),
  });
  const modelLists = new ModelLists({ adapterFor });
  const note: NoteKeyFact = async ({ action, configurationId, detail }) =>
    log.info(detail, { action, configurationId });
  const vault = new Vault({
    keychain,
    workspaceId: registry.fingerprintSalt,
    environmentKey: encryptionKey,
    onStatus(status) {
      events.broadcast('vault.changed', status);
      const ids = keys.vaultChanged();
      if (ids.length > 0) events.broadcast('configurations.changed', catalogue.change(ids));
    },
    onAvailable: () => inBackground('Stored keys could not be checked.', () => encryption.review()),
    onEncryptionKeyMade: () =>
      inBackground('A new encryption key could not be put on record.', () => encryption.made()),
  });
  const keys = new Keys({
    records: registry,
    vault,
    verify: (configuration, key) => modelLists.verify(configuration, key),
    now,
    onChange: (id) => events.broadcast('configurations.changed', catalogue.change([id])),
    note,
  });
  const encryption = new Encryption({ records: registry, vault, keys, note });
  const catalogue = new Catalogue({ registry, keyView: (one) => keys.view(one) });
  registry.onChange(({ upserted, removed }) =>
    events.broadcast('configurations.changed', catalogue.change(upserted, removed)),
  );

  /** What nobody waits for: a failure shows again at the next try, and is only logged. */
  function inBackground(failed: string, task: () => Promise<void>): void {
    task().catch((error: unknown) => log.warn(failed, { ...whereabouts(error) }));
  }

  const generation = new Generation({
    configurationFor(id) {
      const chosen = id ?? registry.effectiveDefault()?.id;
      if (chosen === undefined) {
        throw new AppError('no-configuration', 'There is no configuration yet. Create one first.');
      }
      return registry.get(chosen);
    },
    readKey: (configuration) => keys.keyForRun(configuration),
    adapterFor,
    send: (clientId, event) => events.send(clientId, 'generation.event', event),
  });

  const access = new Access(userInfo().username);
  const router = createRouter({
    handlers: {
      ...appHandlers({
        facts: { version, host, hostReason, dataFolder, platform: process.platform },
        registry,
        events,
      }),
      ...configurationHandlers({ registry, catalogue, keys }),
      ...keyHandlers({ keys, vault, catalogue }),
      ...encryptionHandlers({ encryption }),
      ...generationHandlers({
        generation,
        modelLists,
        registry,
        keys,
        ollamaUrl: ollamaUrl(ollamaHost),
      }),
      ...demoHandlers({ registry, catalogue, keys }),
      ...notBuiltHandlers,
    },
    actor: () => access.actor(),
    onUnexpected: (route, error) =>
      log.error('A request failed unexpectedly.', { route, ...whereabouts(error) }),
  });

  return { router, events, generation, registry };
}
