import type { PullJob, PullProgress, PullState, PullStep } from '#shared/domain/pull-job.ts';
import type { AppError } from '#shared/errors.ts';
import type { PullLine } from '../providers/ollama-shapes.ts';
import { PullMeter } from './pull-meter.ts';
import type { PullRecord } from './pull-record.ts';
import { SteadyRate } from './steady-rate.ts';

/** One pull: what it is, and how it stands. Knows neither servers nor time. */
export class Pull {
  readonly id: string;
  readonly baseUrl: string;
  readonly name: string;
  insecure: boolean;
  startedAt: string;
  /** Null while it is under way. */
  endedAt: string | null;
  state: PullState;
  step: PullStep | null = null;
  retry: PullJob['retry'] = null;
  error: PullJob['error'];
  diskWarning: PullJob['diskWarning'] = null;
  readonly meter: PullMeter;
  readonly #rate = new SteadyRate();

  constructor(record: PullRecord) {
    this.id = record.id;
    this.baseUrl = record.baseUrl;
    this.name = record.name;
    this.insecure = record.insecure;
    this.startedAt = record.startedAt;
    this.endedAt = record.endedAt;
    this.state = record.state;
    this.error = record.error;
    this.meter = new PullMeter(record);
  }

  get isUnderWay(): boolean {
    return this.state === 'queued' || this.state === 'pulling';
  }

  /** Waits for its turn. */
  queue(startedAt: Date): void {
    this.state = 'queued';
    this.startedAt = startedAt.toISOString();
    this.endedAt = null;
    this.error = null;
    this.retry = null;
  }

  /** A try begins. */
  begin(): void {
    this.state = 'pulling';
    this.step = 'connecting';
    if (this.retry !== null) this.retry = { ...this.retry, at: null };
    this.meter.begin();
    this.#rate.reset();
  }

  /**
   * The server has said something.
   *
   * @returns whether it is busy with something else than before
   */
  heard(line: PullLine, now: number): boolean {
    this.meter.note(line);
    this.#rate.note(now, this.meter.arrivedBytes, this.meter.remainingBytes);
    const step = stepOf(line) ?? this.step;
    const isNews = step !== this.step || this.retry !== null;
    this.step = step;
    this.retry = null;
    return isNews;
  }

  /** Waits for the next try. */
  wait(retry: NonNullable<PullJob['retry']>): void {
    this.step = 'waiting';
    this.retry = retry;
    this.#rate.reset();
  }

  end(state: PullState, endedAt: Date, error: AppError | null = null): void {
    if (state === 'done') this.meter.finish();
    this.state = state;
    this.endedAt = endedAt.toISOString();
    this.step = null;
    this.retry = null;
    this.diskWarning = null;
    this.#rate.reset();
    this.error = error && {
      code: error.code,
      message: error.message,
      details: error.data?.details ?? null,
    };
  }

  progress(): PullProgress {
    return {
      id: this.id,
      step: this.step,
      completedBytes: this.meter.completedBytes,
      totalBytes: this.meter.totalBytes,
      bytesPerSecond: this.#rate.bytesPerSecond,
      secondsLeft: this.#rate.secondsLeft,
    };
  }

  record(): PullRecord {
    return {
      id: this.id,
      baseUrl: this.baseUrl,
      name: this.name,
      insecure: this.insecure,
      state: this.state,
      startedAt: this.startedAt,
      endedAt: this.endedAt,
      completedBytes: this.meter.completedBytes,
      totalBytes: this.meter.totalBytes,
      error: this.error,
    };
  }

  /** @param address by which its server is reached now */
  view(address: PullJob['address']): PullJob {
    const { retry, diskWarning } = this;
    return { ...this.record(), ...this.progress(), address, retry, diskWarning };
  }
}

/** Null for words that tell nothing of it, such as those about layers that are not needed any more. */
function stepOf({ status, digest }: PullLine): PullStep | null {
  if (digest !== undefined) return 'downloading';
  if (status.startsWith('pulling manifest')) return 'manifest';
  if (status.startsWith('verifying')) return 'verifying';
  return status.startsWith('writing') ? 'writing' : null;
}
