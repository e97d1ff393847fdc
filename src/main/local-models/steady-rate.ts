/** Samples are at least this far apart, in milliseconds: shorter ones tell of the network's buffers. */
const sampleMs = 500;
/** How fast the speed shown follows the true one, and the time left what it comes to, in milliseconds. */
const slowness = { rate: 4_000, left: 3_000 } as const;
/** Below it nothing moves, and nothing can be said of the time left; in bytes per second. */
const standstill = 1;

/** The speed of a download and the time it has left, smoothed so that a person can read them. */
export class SteadyRate {
  #last: { readonly at: number; readonly bytes: number } | null = null;
  #rate: number | null = null;
  #leftMs: number | null = null;

  /** `now` in milliseconds, the others in bytes. What has arrived may go back. */
  note(now: number, arrived: number, remaining: number): void {
    if (this.#last === null) {
      this.#last = { at: now, bytes: arrived };
      return;
    }
    const elapsed = now - this.#last.at;
    if (elapsed < sampleMs) return;
    const sample = Math.max(0, ((arrived - this.#last.bytes) * 1_000) / elapsed);
    this.#last = { at: now, bytes: arrived };
    this.#rate =
      this.#rate === null ? sample : towards(this.#rate, sample, elapsed / slowness.rate);
    this.#leftMs = this.#leftAfter(elapsed, remaining);
  }

  /** Nothing is known any more: the connection was lost. */
  reset(): void {
    this.#last = null;
    this.#rate = null;
    this.#leftMs = null;
  }

  /** Null until it is known. */
  get bytesPerSecond(): number | null {
    return this.#rate === null ? null : Math.round(this.#rate);
  }

  /** In whole seconds; null while it cannot be told. */
  get secondsLeft(): number | null {
    return this.#leftMs === null ? null : Math.ceil(this.#leftMs / 1_000);
  }

  #leftAfter(elapsed: number, remaining: number): number | null {
    if (this.#rate === null || this.#rate < standstill) return null;
    const computed = (remaining * 1_000) / this.#rate;
    if (this.#leftMs === null) return computed;
    const expected = Math.max(0, this.#leftMs - elapsed);
    return towards(expected, computed, elapsed / slowness.left);
  }
}

/** Goes from one value towards another, the closer the more time has passed. */
function towards(from: number, to: number, passed: number): number {
  return from + (to - from) * (1 - Math.exp(-passed));
}
