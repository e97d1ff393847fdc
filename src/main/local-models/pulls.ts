import type { ServerAddress } from '#shared/domain/local-server.ts';
import type { PullJob, PullProgress } from '#shared/domain/pull-job.ts';
import { AppError } from '#shared/errors.ts';
import type { Clock } from '../generation/clock.ts';
import { checkedModelName } from './checked-model-name.ts';
import { ProgressAnnouncer } from './progress-announcer.ts';
import { Pull } from './pull.ts';
import { closedBefore, PullList } from './pull-list.ts';
import type { PullRecords } from './pull-records.ts';
import { mayPass, PullEnded, PullRun, serverGone } from './pull-run.ts';
import type { LocalServers } from './servers.ts';

interface PullsDependencies {
  readonly servers: LocalServers;
  readonly records: PullRecords;
  readonly clock: Clock;
  readonly newId: () => string;
  /** Bytes free where this machine's Ollama keeps models; null where it cannot be told. */
  readonly freeBytes: () => Promise<number | null>;
  /** All pulls, newest first: one of them stands otherwise than before. */
  readonly onChange: (pulls: readonly PullJob[]) => void;
  readonly onProgress: (pulls: readonly PullProgress[]) => void;
  /** A model was pulled: what is installed there is no longer what it was. */
  readonly onPulled: (baseUrl: string) => void;
  /** Told of failures that have no sentence of their own. */
  readonly onUnexpected: (error: unknown) => void;
}

interface Asked {
  readonly address: ServerAddress;
  readonly name: string;
  readonly insecure: boolean;
}

/** Under way at a time; the others wait for their turn. */
const mostRunning = 4;

/** Begins pulls, and ends them. They outlast the page that asked for them, and a restart knows of them. */
export class Pulls {
  readonly #deps: PullsDependencies;
  readonly #list: PullList;
  readonly #runs = new Map<string, { readonly run: PullRun; readonly ended: Promise<void> }>();
  readonly #announcer: ProgressAnnouncer<Pull>;
  #closed = false;

  constructor(deps: PullsDependencies) {
    this.#deps = deps;
    this.#list = new PullList(deps);
    this.#announcer = new ProgressAnnouncer(deps.clock, (pulls) =>
      deps.onProgress(pulls.map((pull) => pull.progress())),
    );
  }

  /** Newest first. */
  list(): readonly PullJob[] {
    return this.#list.all().map((pull) => this.#list.view(pull));
  }

  /**
   * Begins a pull, or answers with the one of this model that is under way; one that has ended early goes on. Throws
   * `invalid-input` for what is no name, and `not-found` where nothing leads to the server.
   */
  start({ address, name: given, insecure }: Asked): PullJob {
    const name = checkedModelName(given);
    const baseUrl = this.#deps.servers.baseUrl(address);
    const same = this.#list.sameAs(baseUrl, name);
    if (same?.isUnderWay) return this.#list.view(same);
    if (same?.state === 'done') this.#list.forget(same);
    const goesOn = same !== undefined && same.state !== 'done';
    const pull = goesOn ? same : this.#newPull(baseUrl, name);
    pull.insecure = insecure;
    this.#queue(pull);
    return this.#list.view(pull);
  }

  /** Throws `not-found`, also where nothing leads to its server any more. One that is done stays so. */
  resume(id: string): PullJob {
    const pull = this.#list.get(id);
    if (pull === undefined) {
      throw new AppError('not-found', 'This pull is not on the list any more. Start it anew.');
    }
    const running = this.#runs.get(id);
    if (running !== undefined) running.run.tryNow();
    else if (!pull.isUnderWay && pull.state !== 'done') {
      if (this.#deps.servers.addressOf(pull.baseUrl) === null) throw serverGone();
      this.#queue(pull);
    }
    return this.#list.view(pull);
  }

  /** Idempotent. */
  async cancel(id: string): Promise<void> {
    const running = this.#runs.get(id);
    if (running !== undefined) {
      running.run.abort('cancelled');
      await running.ended;
      return;
    }
    const pull = this.#list.get(id);
    if (pull?.state === 'queued') this.#end(pull, 'cancelled');
  }

  /** Throws `conflict` while it is under way. */
  dismiss(id: string): void {
    const pull = this.#list.get(id);
    if (pull === undefined) return;
    if (pull.isUnderWay) {
      throw new AppError('conflict', 'This pull is under way. Cancel it first.');
    }
    this.#list.forget(pull);
    this.#announce();
  }

  /** Interrupts what is under way, and resolves when its sockets are closed and that is written down. */
  async close(): Promise<void> {
    this.#closed = true;
    const running = [...this.#runs.values()];
    for (const { run } of running) run.abort('closing');
    await Promise.all(running.map(({ ended }) => ended));
    // What waits for its turn is written down as such, and found so by the next start.
    this.#announcer.flush();
  }

  #newPull(baseUrl: string, name: string): Pull {
    const pull = new Pull({
      id: this.#deps.newId(),
      baseUrl,
      name,
      insecure: false,
      state: 'queued',
      startedAt: this.#deps.clock.date().toISOString(),
      endedAt: null,
      completedBytes: 0,
      totalBytes: null,
      error: null,
    });
    this.#list.add(pull);
    return pull;
  }

  #queue(pull: Pull): void {
    if (this.#closed) throw new AppError('closing', 'Keywell is closing.');
    pull.queue(this.#deps.clock.date());
    this.#runNext();
    this.#changed(pull);
  }

  /** Those that have waited longest come first. */
  #runNext(): void {
    if (this.#closed) return;
    const waiting = this.#list
      .all()
      .filter(({ id, state }) => state === 'queued' && !this.#runs.has(id))
      .reverse();
    for (const pull of waiting.slice(0, Math.max(0, mostRunning - this.#runs.size))) {
      const run = new PullRun(pull, {
        ...this.#deps,
        onChange: () => this.#changed(pull),
        onProgress: () => this.#progressed(pull),
      });
      this.#runs.set(pull.id, { run, ended: this.#seeThrough(run) });
    }
  }

  /** Never rejects. */
  async #seeThrough(run: PullRun): Promise<void> {
    const { pull } = run;
    try {
      await run.toTheEnd();
      this.#runs.delete(pull.id);
      this.#end(pull, 'done');
      this.#deps.onPulled(pull.baseUrl);
    } catch (error) {
      this.#runs.delete(pull.id);
      this.#failed(pull, error);
    }
    this.#runNext();
  }

  #failed(pull: Pull, error: unknown): void {
    if (error instanceof PullEnded) {
      if (error.why === 'cancelled') this.#end(pull, 'cancelled');
      else this.#end(pull, 'interrupted', closedBefore());
    } else if (error instanceof AppError) {
      this.#end(pull, mayPass(error) ? 'interrupted' : 'failed', error);
    } else {
      this.#deps.onUnexpected(error);
      this.#end(pull, 'failed', unexpected());
    }
  }

  #end(pull: Pull, state: PullJob['state'], error: AppError | null = null): void {
    pull.end(state, this.#deps.clock.date(), error);
    this.#changed(pull);
  }

  #changed(pull: Pull): void {
    this.#list.write(pull);
    this.#announce();
  }

  #progressed(pull: Pull): void {
    this.#list.writeProgress(pull);
    this.#announcer.note(pull);
  }

  #announce(): void {
    this.#deps.onChange(this.list());
  }
}

function unexpected(): AppError {
  return new AppError(
    'internal',
    'The pull failed for a reason Keywell does not know; the log has the details. Try again.',
  );
}
