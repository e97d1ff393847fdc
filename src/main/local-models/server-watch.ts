import type { LoadedModel, LocalModel } from '#shared/domain/local-model.ts';
import type { LocalModelsChange, ServerAddress } from '#shared/domain/local-server.ts';
import { AppError } from '#shared/errors.ts';
import type { Clock } from '../generation/clock.ts';
import { FactFinder } from './fact-finder.ts';
import type { KnownFacts } from './known-facts.ts';
import { running, statusOf } from './server-status.ts';
import type { LocalServers } from './servers.ts';

export interface ServerWatchDependencies {
  readonly servers: LocalServers;
  readonly facts: KnownFacts;
  readonly clock: Clock;
  /** Throws `forbidden` while the acting member may not look at the server. */
  readonly checkMayLook: (address: ServerAddress) => void;
  readonly send: (clientId: string, change: LocalModelsChange) => void;
  /** Told of failures that have no sentence of their own. */
  readonly onUnexpected: (error: unknown) => void;
}

/** From the end of one look to the next, in milliseconds: while the server runs, and while it does not, at first and at last. */
const pauses = { running: 3_000, firstRetry: 2_000, longestRetry: 15_000 } as const;
/** What is installed changes seldom, a version hardly ever: they are asked for with every so many looks. */
const every = { installed: 2, version: 20 } as const;

type Known = Omit<LocalModelsChange, 'address'>;

/** Looks at one server as long as somebody watches, and tells them what differs. */
export class ServerWatch {
  readonly #address: ServerAddress;
  readonly #deps: ServerWatchDependencies;
  readonly #finder: FactFinder;
  readonly #clients = new Set<string>();
  readonly #ended = new AbortController();
  #known: Known = {};
  #models: readonly LocalModel[] = [];
  #version: string | null = null;
  #looks = 0;
  #failures = 0;
  #looking = false;
  #again = false;
  #cancelNext: () => void = () => {};

  constructor(address: ServerAddress, deps: ServerWatchDependencies) {
    this.#address = address;
    this.#deps = deps;
    this.#finder = new FactFinder({ ...deps, address, signal: this.#ended.signal });
  }

  get isWatched(): boolean {
    return this.#clients.size > 0;
  }

  /** Tells the client all that is known, and looks. */
  add(clientId: string): void {
    this.#clients.add(clientId);
    if (Object.keys(this.#known).length > 0) this.#send(clientId, this.#known);
    this.lookNow();
  }

  remove(clientId: string): void {
    this.#clients.delete(clientId);
  }

  /** Something has probably changed: looks at everything, without waiting for the next turn. */
  lookNow(): void {
    this.#looks = 0;
    if (this.#looking) {
      this.#again = true;
      return;
    }
    this.#cancelNext();
    void this.#look();
  }

  /** Closes its sockets. */
  end(): void {
    this.#cancelNext();
    this.#ended.abort(new AppError('closing', 'Nobody watches this server any more.'));
  }

  async #look(): Promise<void> {
    this.#looking = true;
    try {
      await this.#lookAround();
      this.#failures = 0;
    } catch (error) {
      if (this.#ended.signal.aborted) return;
      if (!(error instanceof AppError)) this.#deps.onUnexpected(error);
      this.#failures += 1;
      this.#version = null;
      this.#looks = 0;
      this.#tell({ status: statusOf(error), loaded: [] });
    } finally {
      this.#looking = false;
    }
    if (this.#again) {
      this.#again = false;
      this.lookNow();
    } else if (!this.#ended.signal.aborted) {
      this.#cancelNext = this.#deps.clock.after(this.#pause(), () => void this.#look());
    }
  }

  async #lookAround(): Promise<void> {
    this.#deps.checkMayLook(this.#address);
    const look = this.#looks;
    this.#looks += 1;
    const { api, request } = await this.#deps.servers.open(this.#address, this.#ended.signal);
    if (this.#version === null || look % every.version === 0) {
      this.#version = await api.version(request);
    }
    const loaded = await api.loaded(request).catch(noneWhereUnknown);
    this.#tell({ status: running(this.#version), loaded });
    if (look % every.installed !== 0) return;
    this.#models = await api.installed(request);
    this.#tellInstalled();
    this.#finder.find(this.#models, () => this.#tellInstalled());
  }

  #pause(): number {
    if (this.#failures === 0) return pauses.running;
    return Math.min(pauses.longestRetry, pauses.firstRetry * 1.5 ** (this.#failures - 1));
  }

  #tellInstalled(): void {
    this.#tell({ installed: this.#deps.facts.listOf(this.#models) });
  }

  /** Tells everybody who watches of what is not as they were told before. */
  #tell(seen: Known): void {
    const news = newsIn(seen, this.#known);
    if (Object.keys(news).length === 0) return;
    this.#known = { ...this.#known, ...news };
    for (const clientId of this.#clients) this.#send(clientId, news);
  }

  #send(clientId: string, news: Known): void {
    this.#deps.send(clientId, { address: this.#address, ...news });
  }
}

function newsIn(seen: Known, known: Known): Known {
  return {
    ...(seen.status && differs(seen.status, known.status) && { status: seen.status }),
    ...(seen.loaded && differs(seen.loaded, known.loaded) && { loaded: seen.loaded }),
    ...(seen.installed &&
      differs(seen.installed, known.installed) && { installed: seen.installed }),
  };
}

function differs(seen: unknown, known: unknown): boolean {
  return JSON.stringify(seen) !== JSON.stringify(known);
}

/** Ollama has told what is in memory only since 0.1.38. */
function noneWhereUnknown(error: unknown): readonly LoadedModel[] {
  if (error instanceof AppError && error.code === 'not-supported') return [];
  throw error;
}
