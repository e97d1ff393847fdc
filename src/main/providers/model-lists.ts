import type { Configuration } from '#shared/domain/configuration.ts';
import type { OllamaDiscovery } from '#shared/domain/local-model.ts';
import type { ListedModel } from '#shared/domain/model.ts';
import { isSimulatedUrl } from '#shared/domain/rules/endpoint.ts';
import { AppError } from '#shared/errors.ts';
import type { ModelListRequest } from './adapter.ts';
import type { AdapterFor } from './adapters.ts';
import { callUrl, nameOf } from './provider-call.ts';
import { RememberedLists } from './remembered-lists.ts';
import { scrubKey } from './scrub-key.ts';
import { inSeconds } from './seconds.ts';

/** For the whole list, in milliseconds: a person waits for it. */
const listDeadlineMs = 20_000;
/** OpenAI's refusal of a key that is valid and restricted to other uses. */
const lacksScope = /missing scopes|insufficient permissions/i;
/** For finding out whether Ollama runs on this machine, in milliseconds. */
const discoveryDeadlineMs = 2_000;

type Endpoint = Pick<Configuration, 'provider' | 'baseUrl' | 'headers'>;

interface ListQuery extends Endpoint {
  readonly key: string | null;
  /** Asks anew, whatever is remembered. */
  readonly refresh: boolean;
}

/** What providers offer: for suggestions, for checking a key, for finding Ollama. */
export class ModelLists {
  readonly #adapterFor: AdapterFor;
  readonly #remembered = new RememberedLists();

  constructor({ adapterFor }: { readonly adapterFor: AdapterFor }) {
    this.#adapterFor = adapterFor;
  }

  /**
   * The models that can generate, each once, by id in alphabetical order. Remembered until Keywell closes, but for
   * Ollama's, which change with every pull. Throws what the provider's adapter throws.
   */
  async list({ key, refresh, ...endpoint }: ListQuery): Promise<readonly ListedModel[]> {
    const remembered = refresh ? undefined : this.#remembered.get(endpoint, key);
    if (remembered !== undefined) return remembered;
    const all = await this.#ask({ ...endpoint, connectTimeoutMs: null }, key, listDeadlineMs);
    const byId = new Map(all.map((model) => [model.id, withoutKey(model, key)]));
    const models = [...byId.values()].sort((one, other) => one.id.localeCompare(other.id, 'en'));
    if (endpoint.provider !== 'ollama') this.#remembered.set(endpoint, key, models);
    return models;
  }

  /**
   * Asks the provider whether `key` works, and answers with the number of models it opens. Throws `key-rejected`, or
   * `key-not-checkable` where the model list is missing or open to everyone: a list that anybody gets says nothing of
   * the key. The key is not to be called verified then, though it may well work.
   */
  async verify(configuration: Configuration, key: string): Promise<number> {
    const who = nameOf({ ...configuration, url: callUrl(configuration, 'models') });
    const models = await this.#ask(configuration, key, listDeadlineMs).catch((error: unknown) => {
      if (!(error instanceof AppError)) throw error;
      const { status } = error.data ?? {};
      if (status === 404 || status === 405 || status === 501) {
        throw notCheckable(`${who} has no list of models to check the key against`);
      }
      if (status === 403 && lacksScope.test(error.data?.details ?? '')) {
        throw notCheckable(`${who} knows it, but does not let it see the list of models`);
      }
      throw error;
    });
    if (await this.#opensWithoutKey(configuration)) {
      throw notCheckable(`${who} shows its list of models to everyone, whatever the key`);
    }
    return models.length;
  }

  /** Looks for Ollama at a URL. Not running is an answer; so is something else that stands at its port. */
  async discoverOllama(host: string): Promise<OllamaDiscovery> {
    const { listInstalledModels } = await import('./ollama-models.ts');
    try {
      const models = await listInstalledModels(
        {
          configuration: { provider: 'ollama', baseUrl: host, headers: {}, connectTimeoutMs: null },
          key: null,
          signal: AbortSignal.timeout(discoveryDeadlineMs),
        },
        () => Promise.reject(new Error('Nothing is simulated here.')),
      );
      return { baseUrl: host, running: true, models: [...models] };
    } catch {
      return { baseUrl: host, running: false, models: [] };
    }
  }

  /** True if the list comes without a key just as well. Only a refusal shows that the key made the difference. */
  async #opensWithoutKey(configuration: Configuration): Promise<boolean> {
    if (isSimulatedUrl(configuration.baseUrl)) return true;
    try {
      await this.#ask(configuration, null, listDeadlineMs);
      return true;
    } catch (error) {
      const status = error instanceof AppError ? (error.data?.status ?? 0) : 0;
      if (status >= 400 && status < 500 && status !== 429) return false;
      throw error;
    }
  }

  async #ask(
    configuration: ModelListRequest['configuration'],
    key: string | null,
    deadlineMs: number,
  ): Promise<readonly ListedModel[]> {
    const signal = AbortSignal.timeout(deadlineMs);
    try {
      return await this.#adapterFor(configuration.provider).listModels({
        configuration,
        key,
        signal,
      });
    } catch (error) {
      if (!signal.aborted) throw error;
      const who = nameOf({ ...configuration, url: callUrl(configuration, 'models') });
      throw new AppError(
        'timeout-connect',
        `${who} did not send its list of models within ${inSeconds(deadlineMs)}. Try again, or type the model's name.`,
      );
    }
  }
}

/** An endpoint that echoes its request could put the key into a name. */
function withoutKey(model: ListedModel, key: string | null): ListedModel {
  const { id, label } = model;
  return {
    ...model,
    id: scrubKey(id, key),
    label: label === null ? null : scrubKey(label, key),
  };
}

function notCheckable(why: string): AppError {
  return new AppError(
    'key-not-checkable',
    `The key could not be checked: ${why}. Save it without verifying, then run a prompt to see whether it works.`,
  );
}
