import type { Clock } from './clock.ts';

/** A clock that stands still until a test moves it. */
export class TestClock implements Clock {
  #now = 0;
  #timers: { readonly due: number; readonly action: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  date(): Date {
    return new Date(Date.UTC(2026, 10, 23, 9) + this.#now);
  }

  after(milliseconds: number, action: () => void): () => void {
    const timer = { due: this.#now + milliseconds, action };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** How many timers have yet to run out. */
  get pending(): number {
    return this.#timers.length;
  }

  /** Moves on, running what falls due on the way, in order. */
  advance(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (;;) {
      const [next] = this.#timers
        .filter(({ due }) => due <= end)
        .sort((one, other) => one.due - other.due);
      if (next === undefined) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.#now = next.due;
      next.action();
    }
    this.#now = end;
  }
}
