import type {
  LocalModel,
  LocalModelDetails,
  LocalModelList,
  ModelDeletion,
} from '#shared/domain/local-model.ts';
import type { ServerAddress } from '#shared/domain/local-server.ts';
import { installedModel } from '#shared/domain/rules/local-model-rules.ts';
import { AppError } from '#shared/errors.ts';
import { checkedModelName } from './checked-model-name.ts';
import type { KnownFacts } from './known-facts.ts';
import type { LocalServers } from './servers.ts';

interface InstalledModelsDependencies {
  readonly servers: LocalServers;
  readonly facts: KnownFacts;
  /** What is installed at a server is no longer what it was. */
  readonly onChange: (baseUrl: string) => void;
}

/** The models on the disk of a server. */
export class InstalledModels {
  readonly #servers: LocalServers;
  readonly #facts: KnownFacts;
  readonly #onChange: (baseUrl: string) => void;

  constructor({ servers, facts, onChange }: InstalledModelsDependencies) {
    this.#servers = servers;
    this.#facts = facts;
    this.#onChange = onChange;
  }

  async list(address: ServerAddress, signal: AbortSignal): Promise<LocalModelList> {
    const { api, request } = await this.#servers.open(address, signal);
    return this.#facts.listOf(await api.installed(request));
  }

  /** Throws `model-unknown`. */
  async show(
    address: ServerAddress,
    name: string,
    signal: AbortSignal,
  ): Promise<LocalModelDetails> {
    const asked = checkedModelName(name);
    const { api, request } = await this.#servers.open(address, signal);
    return (await api.details(request, asked)).details;
  }

  /**
   * One after the other: one that fails keeps no other from being deleted. One that is not there any more, and one that
   * somebody else deletes meanwhile, is as good as deleted.
   */
  async delete(
    address: ServerAddress,
    names: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly ModelDeletion[]> {
    const asked = new Set(names.map((name) => checkedModelName(name, 'names')));
    const { api, request } = await this.#servers.open(address, signal);
    let left = await api.installed(request);
    const deletions: ModelDeletion[] = [];
    for (const name of asked) {
      const known = installedModel(left, name);
      try {
        await api.delete(request, name);
        const without = left.filter((one) => one !== known);
        const bytesFreed = this.#facts.diskUse(left) - this.#facts.diskUse(without);
        left = without;
        deletions.push({ name, outcome: 'deleted', bytesFreed, message: null });
      } catch (error) {
        signal.throwIfAborted();
        deletions.push({ name, bytesFreed: 0, ...outcomeOf(error) });
      }
    }
    this.#onChange(request.endpoint.baseUrl);
    return deletions;
  }

  /** Throws `name-taken`, `model-unknown`, and `invalid-input` for what is no name. */
  async copy(
    address: ServerAddress,
    names: { readonly source: string; readonly destination: string },
    signal: AbortSignal,
  ): Promise<void> {
    const source = checkedModelName(names.source, 'source');
    const destination = checkedModelName(names.destination, 'destination');
    const { api, request } = await this.#servers.open(address, signal);
    refuseIfTaken(await api.installed(request), destination);
    await api.copy(request, source, destination);
    this.#onChange(request.endpoint.baseUrl);
  }
}

function outcomeOf(error: unknown): Pick<ModelDeletion, 'outcome' | 'message'> {
  if (!(error instanceof AppError)) throw error;
  if (error.code === 'model-unknown') return { outcome: 'gone', message: null };
  return { outcome: 'failed', message: error.message };
}

function refuseIfTaken(models: readonly LocalModel[], name: string): void {
  const taken = installedModel(models, name);
  if (taken === undefined) return;
  const sentence = `There is already a model named "${taken.name}", which the copy would replace. Choose another name.`;
  throw new AppError('name-taken', sentence, { fields: { destination: sentence } });
}
