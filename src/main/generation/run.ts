import type { Configuration } from '#shared/domain/configuration.ts';
import type { Message, RunEvent, Timing, Usage } from '#shared/domain/run.ts';
import { AppError } from '#shared/errors.ts';
import type { AdapterPart, ProviderAdapter } from '../providers/adapter.ts';
import type { AnswerSchema } from '../providers/structured-output.ts';
import { costOf } from '../usage/cost.ts';
import { abortable } from './abortable.ts';
import type { Clock } from './clock.ts';
import { DeltaCoalescer, type DeltaKind } from './delta-coalescer.ts';
import { tokensPerSecond, usageFor } from './figures.ts';
import { KeyFilter } from './key-filter.ts';
import { retrying } from './retrying.ts';
import { RunTimers } from './run-timers.ts';

type FinishPart = Extract<AdapterPart, { type: 'finish' }>;
type Unnumbered<E> = E extends RunEvent ? Omit<E, 'runId' | 'seq'> : never;

interface RunOptions {
  readonly runId: string;
  /** As it was when the run began. */
  readonly configuration: Configuration;
  readonly messages: readonly Message[];
  readonly systemPrompt: string | null;
  /** What the answer is to keep to; undefined for text. */
  readonly responseSchema: AnswerSchema | undefined;
  readonly adapter: ProviderAdapter;
  readonly controller: AbortController;
  readonly clock: Clock;
  /** On the clock, when the run was asked for. */
  readonly startedAtMs: number;
  readonly startedAt: Date;
  readonly send: (event: RunEvent) => void;
}

/** One run from its first event to its last: what the provider's adapter yields, as events and figures. */
export class Run {
  readonly #options: RunOptions;
  readonly #timers: RunTimers;
  readonly #deltas: DeltaCoalescer;
  #seq = 0;
  #phase: 'connecting' | 'waiting' | 'streaming' | 'retrying' | null = null;
  #firstDeltaAt: number | null = null;
  #lastDeltaAt: number | null = null;
  readonly #lengths = { text: 0, reasoning: 0 };

  constructor(options: RunOptions) {
    this.#options = options;
    this.#timers = new RunTimers(options.configuration, options.clock, (error) =>
      options.controller.abort(error),
    );
    this.#deltas = new DeltaCoalescer(options.clock, (type, delta) => this.#send({ type, delta }));
  }

  /** Carries the run out. Never rejects; exactly one event, the last, is `done` or `failed`. */
  async carryOut(key: string | null): Promise<void> {
    const { signal } = this.#options.controller;
    let finish: FinishPart | null = null;
    let failure: unknown = null;
    try {
      this.#enter('connecting');
      finish = await this.#receive(key, signal);
    } catch (error) {
      failure = signal.aborted ? signal.reason : error;
    }
    this.#timers.stop();
    this.#deltas.flush();
    if (finish !== null) await this.#done(finish.reason, finish);
    else if (signal.aborted && !(failure instanceof AppError)) await this.#done('cancelled', null);
    else this.#failed(failure);
  }

  async #receive(key: string | null, signal: AbortSignal): Promise<FinishPart> {
    const { adapter, configuration, messages, systemPrompt, responseSchema } = this.#options;
    const onConnected = () => {
      if (signal.aborted || this.#phase !== 'connecting') return;
      this.#enter('waiting');
      this.#timers.connected();
    };
    const filters = { text: new KeyFilter(key), reasoning: new KeyFilter(key) };
    const release = (type: DeltaKind) => this.#deltas.push(type, filters[type].end());
    const prompt = { messages, systemPrompt, responseSchema };
    const request = { configuration, key, ...prompt, signal, onConnected };
    const parts = retrying(() => adapter.generate(request), {
      clock: this.#options.clock,
      signal,
      onWait: (retryAfterMs, error) => this.#waitToRetry(retryAfterMs, error),
      onRetry: () => this.#enter('connecting'),
    });
    try {
      for await (const part of abortable(parts, signal)) {
        if (part.type === 'finish') return part;
        this.#arrived(part.type, part.delta.length);
        release(part.type === 'text' ? 'reasoning' : 'text');
        this.#deltas.push(part.type, filters[part.type].push(part.delta));
      }
    } finally {
      release('reasoning');
      release('text');
    }
    throw new AppError(
      'stream-broken',
      'The answer ended before it was complete. What had arrived is kept. Run again for a whole answer.',
    );
  }

  #arrived(type: DeltaKind, length: number): void {
    this.#lastDeltaAt = this.#options.clock.now();
    this.#firstDeltaAt ??= this.#lastDeltaAt;
    this.#lengths[type] += length;
    if (this.#phase !== 'streaming') this.#enter('streaming');
    this.#timers.progressed();
  }

  #enter(phase: 'connecting' | 'waiting' | 'streaming'): void {
    this.#phase = phase;
    this.#send({ type: 'phase', phase });
  }

  #waitToRetry(retryAfterMs: number, error: AppError): void {
    this.#timers.stop();
    this.#phase = 'retrying';
    this.#send({ type: 'phase', phase: 'retrying', retryAfterMs, error: error.toShape() });
  }

  async #done(
    reason: 'cancelled' | FinishPart['reason'],
    finish: FinishPart | null,
  ): Promise<void> {
    const { configuration, startedAt } = this.#options;
    const underWay = this.#phase === 'waiting' || this.#phase === 'streaming';
    const sent = underWay ? this.#options : null;
    const usage = usageFor(finish?.usage ?? null, sent, {
      textLength: this.#lengths.text,
      reasoningLength: this.#lengths.reasoning,
    });
    const timing = this.#timing(usage, finish);
    const { costUsd = null, billed = null } = finish ?? {};
    const cost = await costOf({ configuration, usage, costUsd, billed, startedAt });
    this.#send({ type: 'done', reason, usage, timing, cost });
  }

  #failed(error: unknown): void {
    const shape =
      error instanceof AppError
        ? error.toShape()
        : {
            code: 'internal',
            message: 'The run failed for a reason Keywell does not know. Run again.',
          };
    this.#send({ type: 'failed', error: shape, timing: this.#timing(null, null) });
  }

  #timing(usage: Usage | null, finish: FinishPart | null): Timing {
    const { clock, startedAt, startedAtMs } = this.#options;
    return {
      startedAt: startedAt.toISOString(),
      timeToFirstTokenMs: this.#firstDeltaAt === null ? null : this.#firstDeltaAt - startedAtMs,
      totalMs: clock.now() - startedAtMs,
      loadMs: finish?.loadMs ?? null,
      tokensPerSecond:
        usage === null
          ? null
          : tokensPerSecond(usage, finish?.generationMs ?? null, {
              firstDeltaAt: this.#firstDeltaAt,
              lastDeltaAt: this.#lastDeltaAt,
              reasoningLength: this.#lengths.reasoning,
            }),
    };
  }

  #send(event: Unnumbered<RunEvent>): void {
    const { runId, send } = this.#options;
    send({ runId, seq: this.#seq++, ...event });
  }
}
