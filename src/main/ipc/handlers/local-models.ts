import type { ServerAddress } from '#shared/domain/local-server.ts';
import type { Actor } from '#shared/domain/member.ts';
import type { Handlers, RequestContext } from '#shared/ipc/routes.ts';
import type { ClientCalls } from '../../local-models/client-calls.ts';
import type { InstalledModels } from '../../local-models/installed-models.ts';
import type { LoadedModels } from '../../local-models/loaded-models.ts';
import type { Pulls } from '../../local-models/pulls.ts';
import { serverStatus } from '../../local-models/server-status.ts';
import type { LocalServers } from '../../local-models/servers.ts';
import type { Watches } from '../../local-models/watches.ts';

interface LocalModelDependencies {
  readonly servers: LocalServers;
  readonly installed: InstalledModels;
  readonly loaded: LoadedModels;
  readonly pulls: Pulls;
  readonly watches: Watches;
  readonly calls: ClientCalls;
  /** Throws `forbidden` where a key would go along that the member may not use. */
  readonly checkMayReach: (actor: Actor, address: ServerAddress) => void;
}

type LocalModelHandlers = Pick<Handlers, Extract<keyof Handlers, `localModels.${string}`>>;

export function localModelHandlers({
  servers,
  installed,
  loaded,
  pulls,
  watches,
  calls,
  checkMayReach,
}: LocalModelDependencies): LocalModelHandlers {
  /** Asks a server for a client that may ask it, until the client is gone. */
  async function ask<T>(
    { clientId, actor }: RequestContext,
    address: ServerAddress,
    question: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    checkMayReach(actor, address);
    return calls.run(clientId, question);
  }

  return {
    'localModels.servers': () => ({ servers: [...servers.list()] }),
    'localModels.status': ({ address }, context) =>
      ask(context, address, (signal) => serverStatus(servers, address, signal)),
    'localModels.list': ({ address }, context) =>
      ask(context, address, (signal) => installed.list(address, signal)),
    'localModels.show': ({ address, name }, context) =>
      ask(context, address, (signal) => installed.show(address, name, signal)),
    'localModels.delete': async ({ address, names }, context) => {
      const deletions = await ask(context, address, (signal) =>
        installed.delete(address, names, signal),
      );
      const bytesFreed = deletions.reduce((sum, one) => sum + one.bytesFreed, 0);
      return { deletions: [...deletions], bytesFreed };
    },
    'localModels.copy': async ({ address, ...names }, context) => {
      await ask(context, address, (signal) => installed.copy(address, names, signal));
      return null;
    },
    'localModels.running': async ({ address }, context) => ({
      models: [...(await ask(context, address, (signal) => loaded.list(address, signal)))],
    }),
    'localModels.load': async ({ address, name, keepAlive }, context) => {
      await ask(context, address, (signal) => loaded.load(address, name, keepAlive, signal));
      return null;
    },
    'localModels.unload': async ({ address, name }, context) => {
      await ask(context, address, (signal) => loaded.unload(address, name, signal));
      return null;
    },
    'localModels.pull': (input, { actor }) => {
      checkMayReach(actor, input.address);
      return pulls.start(input);
    },
    'localModels.pulls': () => ({ pulls: [...pulls.list()] }),
    'localModels.cancelPull': async ({ id }) => {
      await pulls.cancel(id);
      return null;
    },
    'localModels.resumePull': ({ id }) => pulls.resume(id),
    'localModels.dismissPull': ({ id }) => {
      pulls.dismiss(id);
      return null;
    },
    'localModels.watch': ({ address }, { clientId, actor }) => {
      checkMayReach(actor, address);
      watches.watch(address, clientId);
      return null;
    },
    'localModels.unwatch': ({ address }, { clientId }) => {
      watches.unwatch(address, clientId);
      return null;
    },
  };
}
