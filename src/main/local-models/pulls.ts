import type { ServerAddress } from '#shared/domain/local-server.ts';
import type { PullJob, PullProgress } from '#shared/domain/pull-job.ts';
import { fullModelName } from '#shared/domain/rules/local-model-rules.ts';
import { AppError } from '#shared/errors.ts';
import type { Clock } from '../generation/clock.ts';
import { checkedModelName } from './checked-model-name.ts';
import { ProgressAnnouncer } from './progress-announcer.ts';
import { Pull } from './pull.ts';
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
/** Remembered; the oldest that have ended are forgotten. */
const mostPulls = 100;
/** How much of the progress a crash may cost, in milliseconds. */
const writtenEveryMs = 1_000;

/** Pulls and their ends. They are kept in the database, so that a restart knows of them. */
export class Pulls {
  readonly #deps: PullsDependencies;
  readonly #pulls = new Map<string, Pull>();
  readonly #runs = new Map<string, { readonly run: PullRun; readonly ended: Promise<void> }>();
  readonly #announcer: ProgressAnnouncer<Pull>;
  readonly #writtenAt = new Map<string, number>();
  #isRead = false;
  #closed = false;

  constructor(deps: PullsDependencies) {
    this.#deps = deps;
    this.#announcer = new ProgressAnnouncer(deps.clock, (pulls) =>
      deps.onProgress(pulls.map((pull) => pull.progress())),
    );
  }

  /** Newest first. */
  list(): readonly PullJob[] {
    this.#read();
    return this.#newestFirst().map((pull) => this.#view(pull));
  }

  /**
   * Begins a pull, or answers with the one of this model that is under way; one that has ended early goes on. Throws
   * `invalid-input` for what is no name, and `not-found` where nothing leads to the server.
   */
  start({ address, name: given, insecure }: Asked): PullJob {
    this.#read();
    const name = checkedModelName(given);
    const baseUrl = this.#deps.servers.baseUrl(address);
    const same = this.#sameAs(baseUrl, name);
    if (same?.isUnderWay) return this.#view(same);
    if (same?.state === 'done') this.#forget(same);
    const known = same?.state === 'done' ? undefined : same;
    const pull = known ?? this.#newPull(baseUrl, name);
    pull.insecure = insecure;
    this.#queue(pull);
    return this.#view(pull);
  }

  /** Throws `not-found`, also where nothing leads to its server any more. One that is done stays so. */
  resume(id: string): PullJob {
    const pull = this.#find(id);
    const waiting = this.#runs.get(id);
    if (waiting !== undefined) waiting.run.tryNow();
    else if (!pull.isUnderWay && pull.state !== 'done') {
      if (this.#deps.servers.addressOf(pull.baseUrl) === null) throw serverGone();
      this.#queue(pull);
    }
    return this.#view(pull);
  }

  /** Idempotent. */
  async cancel(id: string): Promise<void> {
    this.#read();
    const running = this.#runs.get(id);
    if (running !== undefined) {
      running.run.abort('cancelled');
      await running.ended;
      return;
    }
    const pull = this.#pulls.get(id);
    if (pull?.state === 'queued') this.#end(pull, 'cancelled');
  }

  /** Throws `conflict` while it is under way. */
  dismiss(id: string): void {
    this.#read();
    const pull = this.#pulls.get(id);
    if (pull === undefined) return;
    if (pull.isUnderWay) {
      throw new AppError('conflict', 'This pull is under way. Cancel it first.');
    }
    this.#forget(pull);
    this.#announce();
  }

  /** Interrupts what is under way, and resolves when its sockets are closed and that is written down. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const pull of this.#pulls.values()) {
      if (pull.state === 'queued' && !this.#runs.has(pull.id)) this.#interrupt(pull);
    }
    const running = [...this.#runs.values()];
    for (const { run } of running) run.abort('closing');
    await Promise.all(running.map(({ ended }) => ended));
    this.#announcer.flush();
  }

  /** What was under way when Keywell ended is offered to be gone on with, and does not go on by itself. */
  #read(): void {
    if (this.#isRead) return;
    const records = this.#deps.records.read();
    if (records === null) return;
    this.#isRead = true;
    for (const record of records) {
      if (this.#pulls.has(record.id)) continue;
      const pull = new Pull(record);
      this.#pulls.set(pull.id, pull);
      if (!pull.isUnderWay) continue;
      pull.end('interrupted', this.#deps.clock.date(), closedBefore());
      this.#write(pull);
    }
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
    const ended = this.#newestFirst().filter(({ isUnderWay }) => !isUnderWay);
    for (const old of ended.slice(mostPulls - 1)) this.#forget(old);
    this.#pulls.set(pull.id, pull);
    return pull;
  }

  #queue(pull: Pull): void {
    if (this.#closed) throw new AppError('closing', 'Keywell is closing.');
    pull.queue(this.#deps.clock.date());
    this.#runNext();
    this.#changed(pull);
  }

  #runNext(): void {
    if (this.#closed) return;
    const waiting = this.#newestFirst()
      .reverse()
      .filter(({ id, state }) => state === 'queued' && !this.#runs.has(id));
    for (const pull of waiting.slice(0, Math.max(0, mostRunning - this.#runs.size))) {
      const run = new PullRun(pull, {
        ...this.#deps,
        onChange: () => this.#changed(pull),
        onProgress: () => this.#progressed(pull),
      });
      this.#runs.set(pull.id, { run, ended: this.#see(run) });
    }
  }

  /** Never rejects. */
  async #see(run: PullRun): Promise<void> {
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
      else this.#interrupt(pull);
    } else if (error instanceof AppError) {
      this.#end(pull, mayPass(error) ? 'interrupted' : 'failed', error);
    } else {
      this.#deps.onUnexpected(error);
      this.#end(pull, 'failed', unexpected());
    }
  }

  #interrupt(pull: Pull): void {
    this.#end(pull, 'interrupted', closedBefore());
  }

  #end(pull: Pull, state: PullJob['state'], error: AppError | null = null): void {
    pull.end(state, this.#deps.clock.date(), error);
    this.#changed(pull);
  }

  #changed(pull: Pull): void {
    this.#write(pull);
    this.#announce();
  }

  #progressed(pull: Pull): void {
    const writtenAt = this.#writtenAt.get(pull.id) ?? Number.NEGATIVE_INFINITY;
    if (this.#deps.clock.now() - writtenAt >= writtenEveryMs) this.#write(pull);
    this.#announcer.note(pull);
  }

  #write(pull: Pull): void {
    this.#writtenAt.set(pull.id, this.#deps.clock.now());
    this.#deps.records.write(pull.record());
  }

  #forget(pull: Pull): void {
    this.#pulls.delete(pull.id);
    this.#writtenAt.delete(pull.id);
    this.#deps.records.delete(pull.id);
  }

  #announce(): void {
    this.#deps.onChange(this.list());
  }

  #find(id: string): Pull {
    this.#read();
    const pull = this.#pulls.get(id);
    if (pull === undefined) {
      throw new AppError('not-found', 'This pull is not on the list any more. Start it anew.');
    }
    return pull;
  }

  #sameAs(baseUrl: string, name: string): Pull | undefined {
    const wanted = fullModelName(name);
    return this.#newestFirst().find(
      (pull) =>
        this.#deps.servers.areSame(pull.baseUrl, baseUrl) && fullModelName(pull.name) === wanted,
    );
  }

  #newestFirst(): Pull[] {
    // Of those of one moment, the one added last is the newest.
    return [...this.#pulls.values()]
      .reverse()
      .sort((one, other) => other.startedAt.localeCompare(one.startedAt));
  }

  #view(pull: Pull): PullJob {
    return pull.view(this.#deps.servers.addressOf(pull.baseUrl));
  }
}

function closedBefore(): AppError {
  return new AppError('closing', 'Keywell was closed before it was done. Resume to go on.');
}

function unexpected(): AppError {
  return new AppError(
    'internal',
    'The pull failed for a reason Keywell does not know; the log has the details. Try again.',
  );
}
