import { Ollama } from 'ollama';
import type { ProviderCall, SimulatedFetch } from './provider-call.ts';
import { keyPlaceholder, providerFetch } from './provider-fetch.ts';

/** An Ollama server, and what goes along with a request to it. */
export interface OllamaEndpoint {
  /** As `requestBaseUrl` gives it. */
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Null: requests go without. Read for this request and dropped after it. */
  readonly key: string | null;
  /** Null: the usual ten seconds. */
  readonly connectTimeoutMs: number | null;
}

interface RequestParts {
  readonly endpoint: OllamaEndpoint;
  /** What of the server is asked: `/api/tags`. */
  readonly path: string;
  readonly model: string | null;
  readonly signal: AbortSignal;
  readonly onConnected?: () => void;
  readonly simulatedFetch: SimulatedFetch;
}

export function ollamaCall({ endpoint, path, ...parts }: RequestParts): ProviderCall {
  return {
    onConnected: () => undefined,
    ...parts,
    provider: 'ollama',
    url: `${endpoint.baseUrl}${path}`,
    key: endpoint.key,
    headers: endpoint.headers,
    connectTimeoutMs: endpoint.connectTimeoutMs,
  };
}

/**
 * A client for one request alone: what the package aborts, it aborts for all of a client's streams.
 *
 * @param read what the package gets to read of an answer
 */
export function ollamaClient(
  call: ProviderCall,
  { baseUrl }: Pick<OllamaEndpoint, 'baseUrl'>,
  read: (answer: Response) => Promise<string> | ReadableStream<Uint8Array> | null,
): Ollama {
  const fetch = providerFetch(call);
  return new Ollama({
    host: baseUrl,
    // Given in any case: for ollama.com the package would take OLLAMA_API_KEY from the environment.
    headers: { authorization: `Bearer ${keyPlaceholder}` },
    fetch: async (input: Parameters<typeof fetch>[0], init?: RequestInit) => {
      const response = await fetch(input, init);
      return new Response(await read(response), response);
    },
  });
}
