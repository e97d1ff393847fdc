import type { AppError } from '#shared/errors.ts';
import { ProviderError } from '../providers/provider-errors.ts';
import type { Clock } from './clock.ts';

/** Including the first. */
const mostTries = 3;
/** For all the waiting of a run together, in milliseconds: who has to wait longer should decide it. */
const longestWait = 60_000;
/** Before the second and the third try, where the provider does not say how long, in milliseconds. */
const usualWaits = [1_000, 4_000];

interface RetryOptions {
  readonly clock: Pick<Clock, 'after'>;
  readonly signal: AbortSignal;
  /** Called before each wait, in milliseconds. */
  readonly onWait: (waitMs: number, error: AppError) => void;
  /** Called after each wait. */
  readonly onRetry: () => void;
}

/**
 * What `attempt` yields, begun anew where it fails before it has yielded anything, and the provider says that it is a
 * matter of time: a rate limit, an overload, or its word that another try may help. Never for what waiting does not
 * change, such as a spent quota or a bad key. Aborting ends the wait at once.
 */
export async function* retrying<T>(
  attempt: () => AsyncIterable<T>,
  { clock, signal, onWait, onRetry }: RetryOptions,
): AsyncGenerator<T> {
  let waited = 0;
  for (let tries = 1; ; tries += 1) {
    let begun = false;
    try {
      for await (const part of attempt()) {
        begun = true;
        yield part;
      }
      return;
    } catch (error) {
      if (begun || signal.aborted || tries === mostTries) throw error;
      if (!(error instanceof ProviderError) || !mayPass(error)) throw error;
      const wait = error.data?.retryAfterMs ?? usualWaits[tries - 1] ?? longestWait;
      if (waited + wait > longestWait) throw error;
      waited += wait;
      onWait(wait, error);
      await pause(wait, clock, signal);
      onRetry();
    }
  }
}

function mayPass({ code, shouldRetry }: ProviderError): boolean {
  switch (code) {
    case 'rate-limited':
    case 'overloaded':
      return shouldRetry ?? true;
    case 'provider-failed':
      return shouldRetry ?? false;
    default:
      return false;
  }
}

function pause(milliseconds: number, clock: Pick<Clock, 'after'>, signal: AbortSignal) {
  return new Promise<void>((resolve, reject) => {
    const stop = () => {
      cancel();
      reject(signal.reason);
    };
    const cancel = clock.after(milliseconds, () => {
      signal.removeEventListener('abort', stop);
      resolve();
    });
    signal.addEventListener('abort', stop, { once: true });
  });
}
