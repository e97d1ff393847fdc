import type { LoadedModel } from '#shared/domain/local-model.ts';
import type { ServerAddress } from '#shared/domain/local-server.ts';
import { keepAliveProblem } from '#shared/domain/rules/configuration-rules.ts';
import { fullModelName } from '#shared/domain/rules/local-model-rules.ts';
import { AppError } from '#shared/errors.ts';
import { checkedModelName } from './checked-model-name.ts';
import type { LocalServers } from './servers.ts';

interface LoadedModelsDependencies {
  readonly servers: LocalServers;
  /** What is in the memory of a server is no longer what it was. */
  readonly onChange: (baseUrl: string) => void;
}

/** The models in the memory of a server. */
export class LoadedModels {
  readonly #servers: LocalServers;
  readonly #onChange: (baseUrl: string) => void;
  /** What ends a loading, with the server and the model that it is of. */
  readonly #loading = new Map<AbortController, string>();

  constructor({ servers, onChange }: LoadedModelsDependencies) {
    this.#servers = servers;
    this.#onChange = onChange;
  }

  async list(address: ServerAddress, signal: AbortSignal): Promise<readonly LoadedModel[]> {
    const { api, request } = await this.#servers.open(address, signal);
    return api.loaded(request);
  }

  /** Resolves once the model is in memory, or is not to be loaded any more. Throws `model-unknown`. */
  async load(
    address: ServerAddress,
    given: string,
    keepAlive: string | null,
    signal: AbortSignal,
  ): Promise<void> {
    const name = checkedModelName(given);
    refuseKeepAlive(keepAlive);
    const baseUrl = this.#servers.baseUrl(address);
    const unwanted = new AbortController();
    this.#loading.set(unwanted, loadingKey(baseUrl, name));
    try {
      const { api, request } = await this.#servers.open(
        address,
        AbortSignal.any([signal, unwanted.signal]),
      );
      await api.load(request, name, keepAlive?.trim() || null);
      this.#onChange(baseUrl);
    } catch (error) {
      if (signal.aborted || !unwanted.signal.aborted) throw error;
    } finally {
      this.#loading.delete(unwanted);
    }
  }

  /** Ends also what is loading it just now. */
  async unload(address: ServerAddress, given: string, signal: AbortSignal): Promise<void> {
    const name = checkedModelName(given);
    const baseUrl = this.#servers.baseUrl(address);
    for (const [unwanted, what] of this.#loading) {
      if (what === loadingKey(baseUrl, name)) unwanted.abort();
    }
    const { api, request } = await this.#servers.open(address, signal);
    await api.unload(request, name);
    this.#onChange(baseUrl);
  }
}

function loadingKey(baseUrl: string, name: string): string {
  return `${baseUrl} ${fullModelName(name)}`;
}

function refuseKeepAlive(keepAlive: string | null): void {
  const problem = keepAliveProblem(keepAlive);
  if (problem === null) return;
  throw new AppError('invalid-input', problem, { fields: { keepAlive: problem } });
}
