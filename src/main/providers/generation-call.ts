import { AppError } from '#shared/errors.ts';
import type { GenerationRequest } from './adapter.ts';
import { callUrl, type ProviderCall, type SimulatedFetch } from './provider-call.ts';

/** The one HTTP call of a run. `signal` fires with the run's, and when the adapter is done with the answer. */
export function generationCall(
  { configuration, key, onConnected, trace }: GenerationRequest,
  signal: AbortSignal,
  simulatedFetch: SimulatedFetch,
): ProviderCall {
  return {
    provider: configuration.provider,
    model: configuration.model,
    url: callUrl(configuration, 'generate'),
    key,
    headers: configuration.headers,
    connectTimeoutMs: configuration.connectTimeoutMs,
    signal,
    onConnected,
    simulatedFetch,
    trace,
  };
}

/** The `AppError` that a library has wrapped into errors of its own, if there is one. */
export function appErrorIn(error: unknown): AppError | undefined {
  let current = error;
  while (current instanceof Error) {
    if (current instanceof AppError) return current;
    current = current.cause;
  }
  return undefined;
}

/** For an answer that ended without the sign that it is whole. */
export function endedEarly(who: string): AppError {
  return new AppError(
    'stream-broken',
    `${who} ended the answer before it was complete. What had arrived is kept. Run again for a whole answer.`,
  );
}

/** For a part of an answer that cannot be read. */
export function unreadable(who: string): AppError {
  return new AppError(
    'answer-malformed',
    `${who} sent something that is not part of an answer. What had arrived before is kept. Check the base URL and the provider, then run again.`,
  );
}
