/** Time as a run needs it; tests give their own. */
export interface Clock {
  /** Milliseconds that only ever grow. */
  now(): number;
  date(): Date;
  /** Calls `action` once, `milliseconds` from now, unless the returned function is called before. */
  after(milliseconds: number, action: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  date: () => new Date(),
  after(milliseconds, action) {
    const timer = setTimeout(action, milliseconds);
    return () => clearTimeout(timer);
  },
};
