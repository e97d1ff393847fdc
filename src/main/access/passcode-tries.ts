/** What is remembered of tries at a passcode, so that neither a burst nor a restart outruns the delay. */
export interface Tries {
  /** Tries in a row that were not followed by the right passcode. */
  readonly failures: number;
  /** Before this moment no other try is taken. */
  readonly retryAt: string | null;
}

export const noTries: Tries = { failures: 0, retryAt: null };

const longestDelayMs = 5 * 60_000;

/** After one more try: a second's delay after the first, twice as long after each further one, up to five minutes. */
export function oneMore({ failures }: Tries, now: Date): Tries {
  const delayMs = Math.min(1_000 * 2 ** failures, longestDelayMs);
  return { failures: failures + 1, retryAt: new Date(now.getTime() + delayMs).toISOString() };
}

/** Milliseconds until the next try is taken; 0 for now. */
export function waitMs({ retryAt }: Tries, now: Date): number {
  return retryAt === null ? 0 : Math.max(Date.parse(retryAt) - now.getTime(), 0);
}

/** A moment further off than any delay means that the clock was set back: nobody waits for it to catch up. */
export function withinLongestDelay(tries: Tries, now: Date): Tries {
  if (waitMs(tries, now) <= longestDelayMs) return tries;
  return { ...tries, retryAt: new Date(now.getTime() + longestDelayMs).toISOString() };
}

/** @example inWords(1_200) // '2 seconds' */
export function inWords(ms: number): string {
  const seconds = Math.ceil(ms / 1_000);
  if (seconds > 90) return `${Math.ceil(seconds / 60)} minutes`;
  return seconds === 1 ? '1 second' : `${seconds} seconds`;
}
