/** How often within `windowMs` a page is loaded anew by itself: one that keeps crashing would be loaded forever. */
export class ReloadBudget {
  readonly #most: number;
  readonly #windowMs: number;
  readonly #now: () => number;
  #times: readonly number[] = [];

  constructor({ most = 3, windowMs = 60_000, now = Date.now } = {}) {
    this.#most = most;
    this.#windowMs = windowMs;
    this.#now = now;
  }

  /** Takes one, if there is one left. */
  take(): boolean {
    const now = this.#now();
    const lately = this.#times.filter((time) => now - time < this.#windowMs);
    if (lately.length >= this.#most) return false;
    this.#times = [...lately, now];
    return true;
  }

  /** The person asked for another try. */
  renew(): void {
    this.#times = [];
  }
}
