import type { Cell } from '#shared/domain/comparison.ts';
import type { Clock } from '../generation/clock.ts';
import { placeKey } from './cell-queue.ts';

/** Apart by at least this, in milliseconds. */
const interval = 100;

/** Joins changes of cells, so that many short runs cost few reports. What comes after a pause goes out at once. */
export class ProgressReports {
  readonly #clock: Pick<Clock, 'now' | 'after'>;
  readonly #send: (changed: readonly Cell[]) => void;
  readonly #changed = new Map<number, Cell>();
  #lastSent = Number.NEGATIVE_INFINITY;
  #cancelTimer: (() => void) | null = null;

  constructor(clock: Pick<Clock, 'now' | 'after'>, send: (changed: readonly Cell[]) => void) {
    this.#clock = clock;
    this.#send = send;
  }

  /** Notes what cells have become; none where only the counts have changed. */
  note(...cells: readonly Cell[]): void {
    for (const cell of cells) this.#changed.set(placeKey(cell), cell);
    const wait = this.#lastSent + interval - this.#clock.now();
    if (wait <= 0) this.flush();
    else this.#cancelTimer ??= this.#clock.after(wait, () => this.flush());
  }

  /** Sends a report now. Nothing is sent later unless more is noted. */
  flush(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    const changed = [...this.#changed.values()];
    this.#changed.clear();
    this.#lastSent = this.#clock.now();
    this.#send(changed);
  }
}
