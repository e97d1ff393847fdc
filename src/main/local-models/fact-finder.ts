import type { LocalModel } from '#shared/domain/local-model.ts';
import type { ServerAddress } from '#shared/domain/local-server.ts';
import { AppError } from '#shared/errors.ts';
import type { Clock } from '../generation/clock.ts';
import type { KnownFacts } from './known-facts.ts';
import type { LocalServers } from './servers.ts';

interface FactFinderDependencies {
  readonly servers: LocalServers;
  readonly facts: KnownFacts;
  readonly clock: Pick<Clock, 'now'>;
  readonly address: ServerAddress;
  /** Has fired when nobody wants to know any more. */
  readonly signal: AbortSignal;
}

/** Questions under way at a time. */
const most = 4;
/** Between two reports, in milliseconds: a list of hundreds of models is long. */
const reportEveryMs = 1_000;

/**
 * Asks about models one by one what their list does not tell, `/api/show` being the only way. What cannot be learnt of
 * a model is not asked for again, unless it was the server that was away.
 */
export class FactFinder {
  readonly #deps: FactFinderDependencies;
  readonly #asked = new Set<string>();
  #busy = false;

  constructor(deps: FactFinderDependencies) {
    this.#deps = deps;
  }

  /** Begins, unless it is at it already. `onFound` is called from time to time, and in the end, if there is news. */
  find(models: readonly LocalModel[], onFound: () => void): void {
    const wanted = this.#deps.facts
      .unknownOf(models)
      .filter(({ digest }) => !this.#asked.has(digest));
    if (this.#busy || wanted.length === 0) return;
    this.#busy = true;
    void this.#findAll(wanted, onFound).finally(() => {
      this.#busy = false;
    });
  }

  async #findAll(wanted: readonly LocalModel[], onFound: () => void): Promise<void> {
    const { clock, signal } = this.#deps;
    const left = wanted.values();
    let reported = clock.now();
    let isThere = true;
    const work = async () => {
      for (const model of left) {
        if (signal.aborted || !isThere) return;
        if (!(await this.#findOne(model))) isThere = false;
        if (signal.aborted || clock.now() - reported < reportEveryMs) continue;
        reported = clock.now();
        onFound();
      }
    };
    await Promise.all(Array.from({ length: most }, work));
    if (!signal.aborted) onFound();
  }

  /** False where the server is away. */
  async #findOne({ name, digest }: LocalModel): Promise<boolean> {
    const { servers, facts, address, signal } = this.#deps;
    this.#asked.add(digest);
    try {
      const { api, request } = await servers.open(address, signal);
      facts.set(digest, (await api.details(request, name)).facts);
    } catch (error) {
      // The model may have been deleted meanwhile. The list shows without this that the server is gone.
      if (!isAway(error)) return true;
      this.#asked.delete(digest);
      return false;
    }
    return true;
  }
}

function isAway(error: unknown): boolean {
  if (!(error instanceof AppError)) return false;
  return error.code === 'unreachable' || error.code === 'timeout-connect';
}
