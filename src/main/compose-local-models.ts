import { randomUUID } from 'node:crypto';
import type { ServerAddress } from '#shared/domain/local-server.ts';
import type { Actor } from '#shared/domain/member.ts';
import type { Access } from './access/access.ts';
import type { Policy } from './access/policy.ts';
import type { EventSink } from './events.ts';
import { systemClock } from './generation/clock.ts';
import { ClientCalls } from './local-models/client-calls.ts';
import { InstalledModels } from './local-models/installed-models.ts';
import { KnownFacts } from './local-models/known-facts.ts';
import { LoadedModels } from './local-models/loaded-models.ts';
import { freeForModels } from './local-models/models-disk.ts';
import { PullRecords } from './local-models/pull-records.ts';
import { Pulls } from './local-models/pulls.ts';
import { LocalServers } from './local-models/servers.ts';
import { Watches } from './local-models/watches.ts';
import type { Log } from './logging/log.ts';
import { whereabouts } from './logging/whereabouts.ts';
import type { SimulatedFetch } from './providers/provider-call.ts';
import type { Registry } from './registry/registry.ts';
import type { Database } from './storage/database.ts';
import type { Keys } from './vault/keys.ts';

interface LocalModelParts {
  readonly ollamaUrl: string;
  /** `OLLAMA_MODELS`, where the environment says where this machine's Ollama keeps them. */
  readonly ollamaModels: string | undefined;
  readonly registry: Registry;
  readonly keys: Keys;
  readonly access: Access;
  readonly policy: Policy;
  readonly database: Database;
  readonly events: EventSink;
  readonly simulatedFetch: SimulatedFetch;
  readonly log: Log;
}

/** Ollama servers, their models, and what is pulled to them. */
export function composeLocalModels({
  ollamaUrl,
  ollamaModels,
  registry,
  keys,
  access,
  policy,
  database,
  events,
  simulatedFetch,
  log,
}: LocalModelParts) {
  const clock = systemClock;
  const servers = new LocalServers({
    ollamaUrl,
    configurations: () => registry.list(),
    holdsKey: (id) => keys.mayHold(id),
    readKey: (configuration) => keys.keyForRequest(configuration),
    checkDestination: (to) => policy.checkDestination(to),
    loadApi: async () => {
      const { OllamaApi } = await import('./providers/ollama-api.ts');
      return new OllamaApi(simulatedFetch, clock);
    },
  });
  const warn = (what: string) => (error: unknown) => log.warn(what, { ...whereabouts(error) });

  /** Who may only read sends no key anywhere. Throws `forbidden`. */
  function checkMayReach(actor: Actor, address: ServerAddress): void {
    if (servers.sendsKey(address)) access.authorise(actor, 'generate');
  }

  const facts = new KnownFacts();
  const watches = new Watches({
    servers,
    facts,
    clock,
    checkMayLook: (address) => checkMayReach(access.actor(), address),
    send: (clientId, change) => events.send(clientId, 'localModels.changed', change),
    onUnexpected: warn('A model server could not be looked at.'),
  });
  const onChange = (baseUrl: string) => watches.lookAt(baseUrl);
  const pulls = new Pulls({
    servers,
    records: new PullRecords({ database, onFailure: warn('Pulls could not be kept.') }),
    clock,
    newId: randomUUID,
    freeBytes: () => freeForModels(ollamaModels),
    onChange: (all) => events.broadcast('localModels.pullsChanged', { pulls: [...all] }),
    onProgress: (all) => events.broadcast('localModels.pullProgress', { pulls: [...all] }),
    onPulled: onChange,
    onUnexpected: warn('A pull failed unexpectedly.'),
  });
  const calls = new ClientCalls();

  return {
    services: {
      servers,
      installed: new InstalledModels({ servers, facts, onChange }),
      loaded: new LoadedModels({ servers, onChange }),
      pulls,
      watches,
      calls,
      checkMayReach,
    },
    /** What a client asked for or watches ends with it; what is pulled does not. */
    forgetClient(clientId: string): void {
      calls.abort(clientId);
      watches.forget(clientId);
    },
    async close(): Promise<void> {
      calls.abort();
      watches.close();
      await pulls.close();
    },
  };
}
