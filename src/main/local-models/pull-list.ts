import type { PullJob } from '#shared/domain/pull-job.ts';
import { fullModelName } from '#shared/domain/rules/local-model-rules.ts';
import { AppError } from '#shared/errors.ts';
import type { Clock } from '../generation/clock.ts';
import { Pull } from './pull.ts';
import type { PullRecords } from './pull-records.ts';
import type { LocalServers } from './servers.ts';

interface PullListDependencies {
  readonly servers: LocalServers;
  readonly records: PullRecords;
  readonly clock: Clock;
}

/** Remembered; the oldest that have ended are forgotten. */
const mostPulls = 100;
/** How much of the progress a crash may cost, in milliseconds. */
const writtenEveryMs = 1_000;

/** All pulls there are, in memory as in the database. */
export class PullList {
  readonly #deps: PullListDependencies;
  readonly #pulls = new Map<string, Pull>();
  readonly #writtenAt = new Map<string, number>();
  #isRead = false;

  constructor(deps: PullListDependencies) {
    this.#deps = deps;
  }

  /** Newest first. */
  all(): readonly Pull[] {
    this.#read();
    // Of those of one moment, the one added last is the newest.
    return [...this.#pulls.values()]
      .reverse()
      .sort((one, other) => other.startedAt.localeCompare(one.startedAt));
  }

  get(id: string): Pull | undefined {
    this.#read();
    return this.#pulls.get(id);
  }

  /** The pull of a model to a server, whichever way either is written. */
  sameAs(baseUrl: string, name: string): Pull | undefined {
    const wanted = fullModelName(name);
    return this.all().find(
      (pull) =>
        this.#deps.servers.areSame(pull.baseUrl, baseUrl) && fullModelName(pull.name) === wanted,
    );
  }

  add(pull: Pull): void {
    const ended = this.all().filter(({ isUnderWay }) => !isUnderWay);
    for (const old of ended.slice(mostPulls - 1)) this.forget(old);
    this.#pulls.set(pull.id, pull);
  }

  forget({ id }: Pull): void {
    this.#pulls.delete(id);
    this.#writtenAt.delete(id);
    this.#deps.records.delete(id);
  }

  write(pull: Pull): void {
    this.#writtenAt.set(pull.id, this.#deps.clock.now());
    this.#deps.records.write(pull.record());
  }

  /** Not each time that it has come further. */
  writeProgress(pull: Pull): void {
    const writtenAt = this.#writtenAt.get(pull.id) ?? Number.NEGATIVE_INFINITY;
    if (this.#deps.clock.now() - writtenAt >= writtenEveryMs) this.write(pull);
  }

  view(pull: Pull): PullJob {
    return pull.view(this.#deps.servers.addressOf(pull.baseUrl));
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
      this.write(pull);
    }
  }
}

export function closedBefore(): AppError {
  return new AppError('closing', 'Keywell was closed before it was done. Resume to go on.');
}
