import type { Configuration } from '#shared/domain/configuration.ts';
import { effectiveBaseUrl, endpointUrl, type Operation } from '#shared/domain/rules/endpoint.ts';
import { type ProviderId, providerFacts } from '#shared/domain/rules/providers.ts';
import { AppError } from '#shared/errors.ts';
import type { ConnectionTrace } from './connection-trace.ts';

/** A fetch that answers in process, for hosts that do not exist. It is never given a key. */
export type SimulatedFetch = (
  url: string,
  init: { readonly method: string; readonly body: string | null; readonly signal: AbortSignal },
) => Promise<Response>;

/** One request to a provider: the only URL it may go to, and what goes along. */
export interface ProviderCall {
  readonly provider: ProviderId;
  /** Null where the request names none. */
  readonly model: string | null;
  readonly url: string;
  /** Null: the request goes without. */
  readonly key: string | null;
  /** The configuration's extra headers. */
  readonly headers: Readonly<Record<string, string>>;
  /** Null: ten seconds. */
  readonly connectTimeoutMs: number | null;
  readonly signal: AbortSignal;
  readonly onConnected: () => void;
  readonly simulatedFetch: SimulatedFetch;
  readonly trace?: ConnectionTrace | undefined;
}

/** The URL of `operation`. Throws `invalid-input` while the configuration has no usable base URL. */
export function callUrl(
  {
    provider,
    baseUrl,
    ...parts
  }: Pick<Configuration, 'provider' | 'baseUrl'> &
    Partial<Pick<Configuration, 'model' | 'openaiApi'>>,
  operation: Operation,
): string {
  const url = endpointUrl(provider, baseUrl, operation, parts);
  if (url !== null) return url;
  throw new AppError(
    'invalid-input',
    effectiveBaseUrl(provider, baseUrl) === null
      ? 'The configuration has no base URL. Edit it and enter the one of the endpoint.'
      : 'The base URL of the configuration is not a complete URL. Edit it and correct it.',
  );
}

/** How a sentence names the other side: `Ollama at 127.0.0.1:11434`, `api.example.com`. */
export function nameOf({ provider, url }: Pick<ProviderCall, 'provider' | 'url'>): string {
  const { host } = new URL(url);
  return provider === 'custom' ? host : `${providerFacts[provider].label} at ${host}`;
}
