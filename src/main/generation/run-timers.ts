import type { Configuration } from '#shared/domain/configuration.ts';
import { AppError } from '#shared/errors.ts';
import { inSeconds } from '../providers/seconds.ts';
import type { Clock } from './clock.ts';

/** In milliseconds. The connect timer is the provider call's own. */
const defaults = { firstToken: 120_000, firstTokenWhileLoading: 600_000, idle: 60_000 };

/**
 * The two timers of an answer that is on its way: until its first token, and from then on between its parts. When one
 * runs out, `onTimeout` is told once.
 */
export class RunTimers {
  readonly #clock: Pick<Clock, 'after'>;
  readonly #onTimeout: (error: AppError) => void;
  readonly #firstTokenMs: number;
  readonly #idleMs: number;
  #cancel: () => void = () => undefined;

  constructor(
    { provider, firstTokenTimeoutMs, idleTimeoutMs }: Configuration,
    clock: Pick<Clock, 'after'>,
    onTimeout: (error: AppError) => void,
  ) {
    this.#clock = clock;
    this.#onTimeout = onTimeout;
    // Ollama answers nothing at all while it loads a model, which takes minutes for a large one on a slow disk.
    const usual = provider === 'ollama' ? defaults.firstTokenWhileLoading : defaults.firstToken;
    this.#firstTokenMs = firstTokenTimeoutMs ?? usual;
    this.#idleMs = idleTimeoutMs ?? defaults.idle;
  }

  /** The request is on its way. */
  connected(): void {
    this.#expect(this.#firstTokenMs, () => this.#firstTokenMissing());
  }

  /** A part of the answer has come. */
  progressed(): void {
    this.#expect(this.#idleMs, () => this.#fellSilent());
  }

  stop(): void {
    this.#cancel();
  }

  #expect(milliseconds: number, error: () => AppError): void {
    this.#cancel();
    this.#cancel = this.#clock.after(milliseconds, () => this.#onTimeout(error()));
  }

  #firstTokenMissing(): AppError {
    return new AppError(
      'timeout-first-token',
      `No answer began within ${inSeconds(this.#firstTokenMs)} (the first token timeout). Run again, or raise the timeout in the configuration if the model needs longer.`,
    );
  }

  #fellSilent(): AppError {
    return new AppError(
      'timeout-idle',
      `The answer stopped: nothing came for ${inSeconds(this.#idleMs)} (the idle timeout). What had arrived is kept. Run again, or raise the timeout in the configuration.`,
    );
  }
}
