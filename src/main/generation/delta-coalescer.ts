import type { Clock } from './clock.ts';

export type DeltaKind = 'text' | 'reasoning';

/** Apart by at least this, in milliseconds: about twice what a screen can show. */
const interval = 30;
/** Sent at once when this much has gathered, in characters. */
const longestDelta = 64 * 1024;

/**
 * Joins deltas so that a fast stream costs few events. What comes after a pause, and so the very first delta, goes
 * out at once.
 */
export class DeltaCoalescer {
  readonly #clock: Pick<Clock, 'now' | 'after'>;
  readonly #send: (type: DeltaKind, delta: string) => void;
  #type: DeltaKind = 'text';
  #pending = '';
  #lastSent = Number.NEGATIVE_INFINITY;
  #cancelTimer: (() => void) | null = null;

  constructor(clock: Pick<Clock, 'now' | 'after'>, send: (type: DeltaKind, delta: string) => void) {
    this.#clock = clock;
    this.#send = send;
  }

  push(type: DeltaKind, delta: string): void {
    if (delta === '') return;
    if (type !== this.#type) this.flush();
    this.#type = type;
    this.#pending += delta;
    const wait = this.#lastSent + interval - this.#clock.now();
    if (wait <= 0 || this.#pending.length >= longestDelta) this.flush();
    else this.#cancelTimer ??= this.#clock.after(wait, () => this.flush());
  }

  /** Sends what is pending. Nothing is sent later unless more is pushed. */
  flush(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    if (this.#pending === '') return;
    const delta = this.#pending;
    this.#pending = '';
    this.#lastSent = this.#clock.now();
    this.#send(this.#type, delta);
  }
}
