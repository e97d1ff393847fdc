import type { Clock } from '../generation/clock.ts';

/** From one announcement to the next, in milliseconds: as often as a person can read figures. */
const interval = 200;

/** Joins progress, so that servers that speak many times a second cost few events. */
export class ProgressAnnouncer<T> {
  readonly #clock: Pick<Clock, 'now' | 'after'>;
  readonly #announce: (all: readonly T[]) => void;
  readonly #pending = new Set<T>();
  #lastAt = Number.NEGATIVE_INFINITY;
  #cancelTimer: (() => void) | null = null;

  constructor(clock: Pick<Clock, 'now' | 'after'>, announce: (all: readonly T[]) => void) {
    this.#clock = clock;
    this.#announce = announce;
  }

  /** One has come further. */
  note(one: T): void {
    this.#pending.add(one);
    if (this.#cancelTimer !== null) return;
    const wait = this.#lastAt + interval - this.#clock.now();
    if (wait <= 0) this.flush();
    else this.#cancelTimer = this.#clock.after(wait, () => this.flush());
  }

  /** Announces what is pending. Nothing is announced later unless more is noted. */
  flush(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    if (this.#pending.size === 0) return;
    const all = [...this.#pending];
    this.#pending.clear();
    this.#lastAt = this.#clock.now();
    this.#announce(all);
  }
}
