import { AppError } from '#shared/errors.ts';
import type { Clock } from '../generation/clock.ts';
import type { Pull } from './pull.ts';
import type { LocalServers } from './servers.ts';

interface PullRunDependencies {
  readonly servers: LocalServers;
  readonly clock: Clock;
  /** Bytes free where this machine's Ollama keeps models; null where it cannot be told. */
  readonly freeBytes: () => Promise<number | null>;
  /** It stands otherwise than before. */
  readonly onChange: (pull: Pull) => void;
  /** It has come further. */
  readonly onProgress: (pull: Pull) => void;
}

/** Before each try after one that failed without getting on, in milliseconds; when all are used up, a person decides. */
const waits = [1_000, 2_000, 4_000, 8_000, 16_000];

/** A pull under way: its tries one after the other, until the model is there or it is of no use to go on. */
export class PullRun {
  readonly pull: Pull;
  readonly #deps: PullRunDependencies;
  readonly #controller = new AbortController();
  #wake: () => void = () => {};

  constructor(pull: Pull, deps: PullRunDependencies) {
    this.pull = pull;
    this.#deps = deps;
  }

  /** Closes its socket. `toTheEnd` rejects with a `PullEnded`. */
  abort(why: PullEnded['why']): void {
    this.#controller.abort(new PullEnded(why));
  }

  /** Does not wait any longer for its next try. */
  tryNow(): void {
    this.#wake();
  }

  /** Resolves once the model is there. Rejects with why not, or with the reason that it was aborted for. */
  async toTheEnd(): Promise<void> {
    const { pull } = this;
    const { signal } = this.#controller;
    for (let failures = 0; ; ) {
      const before = pull.meter.completedBytes;
      try {
        await this.#tryOnce();
        return;
      } catch (error) {
        if (signal.aborted) throw signal.reason;
        if (!(error instanceof AppError) || !mayPass(error)) throw error;
        failures = pull.meter.completedBytes > before ? 1 : failures + 1;
        const wait = waits[failures - 1];
        if (wait === undefined) throw error;
        await this.#wait(wait, failures, error);
      }
    }
  }

  async #tryOnce(): Promise<void> {
    const { servers, clock, onChange, onProgress } = this.#deps;
    const { pull } = this;
    const address = servers.addressOf(pull.baseUrl);
    if (address === null) throw serverGone();
    pull.begin();
    onChange(pull);
    const watchesDisk = servers.isOnThisMachine(address);
    // Of one that goes on, its size is known before the server says a word.
    if (watchesDisk) await this.#checkDisk();
    const { api, request } = await servers.open(address, this.#controller.signal);
    let layers = 0;
    for await (const line of api.pull(request, pull)) {
      if (pull.heard(line, clock.now())) onChange(pull);
      else onProgress(pull);
      if (pull.meter.layerCount === layers) continue;
      layers = pull.meter.layerCount;
      if (watchesDisk) await this.#checkDisk();
    }
  }

  /** Warns where there is less room than it still needs. It goes on: somebody may be making room. */
  async #checkDisk(): Promise<void> {
    const { pull } = this;
    const neededBytes = pull.meter.remainingBytes;
    const freeBytes = neededBytes === 0 ? null : await this.#deps.freeBytes();
    const isShort = freeBytes !== null && freeBytes < neededBytes;
    if (!isShort && pull.diskWarning === null) return;
    pull.diskWarning = isShort ? { neededBytes, freeBytes } : null;
    this.#deps.onChange(pull);
  }

  async #wait(milliseconds: number, attempt: number, { message }: AppError): Promise<void> {
    const { clock, onChange } = this.#deps;
    const { signal } = this.#controller;
    const at = new Date(clock.date().getTime() + milliseconds).toISOString();
    this.pull.wait({ attempt, of: waits.length, at, message });
    onChange(this.pull);
    let cancel = () => {};
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      cancel = clock.after(milliseconds, resolve);
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    cancel();
    signal.throwIfAborted();
  }
}

/** That a pull was ended from outside: by a person, or because Keywell closes. */
export class PullEnded extends Error {
  readonly why: 'cancelled' | 'closing';

  constructor(why: PullEnded['why']) {
    super(why);
    this.why = why;
  }
}

/** Whether a failure is one of the way to the server, or from there to the registry, which may be there again soon. */
export function mayPass({ code }: AppError): boolean {
  switch (code) {
    case 'unreachable':
    case 'registry-unreachable':
    case 'timeout-connect':
    case 'timeout-idle':
    case 'stream-broken':
    case 'overloaded':
      return true;
    default:
      return false;
  }
}

export function serverGone(): AppError {
  return new AppError(
    'not-found',
    'No configuration leads to the server of this pull any more. Create one that does, or pull the model anew from another server.',
  );
}
