import { fetch as undiciFetch } from 'undici';
import { isSimulatedUrl } from '#shared/domain/rules/endpoint.ts';
import { AppError } from '#shared/errors.ts';
import {
  connectionFailure,
  connectTimedOut,
  redirected,
  streamBroken,
} from './connection-errors.ts';
import { dispatcherFor } from './dispatcher.ts';
import { guardedBody } from './guarded-body.ts';
import { nameOf, type ProviderCall } from './provider-call.ts';
import { refusal } from './provider-errors.ts';

/** What a library is given as the key. It never sees the real one. */
export const keyPlaceholder = '__KEYWELL__';

const defaultConnectTimeoutMs = 10_000;

/** Where libraries put a key they found for themselves, for example in an environment variable. */
const credentialHeaders = ['authorization', 'x-api-key', 'x-goog-api-key', 'api-key'];

/**
 * The one way to a provider: a `fetch` for the libraries, bound to one call. It goes to the call's URL only, puts the
 * key in place of the placeholder, follows no redirect, and answers with successes only. Everything else is thrown as
 * an `AppError` without key material, or as the abort reason once the call's signal has fired.
 *
 * @param onChunk sees every chunk of an answer before the library does, and returns whether it was the last
 */
export function providerFetch(
  call: ProviderCall,
  onChunk?: (chunk: Uint8Array) => boolean,
): typeof fetch {
  return async (input, init) => {
    const asked = input instanceof Request ? input.url : String(input);
    if (new URL(asked).href !== new URL(call.url).href) {
      throw new AppError('internal', 'A request was stopped that would have gone to another URL.');
    }
    const signal = init?.signal ? AbortSignal.any([call.signal, init.signal]) : call.signal;
    const request = {
      method: init?.method ?? 'GET',
      body: typeof init?.body === 'string' ? init.body : null,
      signal,
    };
    const response = isSimulatedUrl(call.url)
      ? await simulated(call, request)
      : await overTheNetwork(call, request, init?.headers);

    if (!response.ok) throw await refusal(call, response);
    if (response.headers.get('content-type')?.includes('text/html'))
      throw await webPage(call, response);
    call.trace?.onAnswered();
    const body =
      response.body &&
      guardedBody(response.body, (error) => streamBroken(call, signal, error), onChunk);
    return new Response(body, { status: response.status, headers: [...response.headers] });
  };
}

/** What undici's response and Node's have in common, as far as it is used here. */
type AnyResponse = Pick<Response, 'ok' | 'status' | 'body'> & {
  readonly headers: Iterable<[string, string]> & { get(name: string): string | null };
};

type PlainRequest = Parameters<ProviderCall['simulatedFetch']>[1];

async function simulated(call: ProviderCall, request: PlainRequest): Promise<AnyResponse> {
  const response = await call.simulatedFetch(call.url, request);
  call.onConnected();
  return response;
}

async function overTheNetwork(
  call: ProviderCall,
  { signal, ...request }: PlainRequest,
  given: RequestInit['headers'],
): Promise<AnyResponse> {
  const connectTimeoutMs = call.connectTimeoutMs ?? defaultConnectTimeoutMs;
  const connecting = new AbortController();
  const timer = setTimeout(() => connecting.abort(), connectTimeoutMs);
  let location: string | null = null;
  const abandoned = AbortSignal.any([signal, connecting.signal]);
  try {
    return await undiciFetch(call.url, {
      ...request,
      headers: headersOf(call, given),
      redirect: 'error',
      signal: abandoned,
      dispatcher: dispatcherFor({
        url: call.url,
        signal: abandoned,
        onConnected() {
          clearTimeout(timer);
          call.onConnected();
        },
        onRedirect(to) {
          location = to;
        },
        trace: call.trace,
      }),
    });
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (connecting.signal.aborted) throw connectTimedOut(call, connectTimeoutMs);
    if (location !== null) throw redirected(call, location);
    throw connectionFailure(call, error);
  } finally {
    clearTimeout(timer);
  }
}

function headersOf({ key, headers: extra }: ProviderCall, given: RequestInit['headers']) {
  const headers = new Headers(given);
  // Says what is asking, and nothing of the machine it runs on.
  headers.set('user-agent', 'Keywell');
  // Compression on the way would hold tokens back until a block is full.
  headers.set('accept-encoding', 'identity');
  for (const [name, value] of [...headers]) {
    if (key !== null && value.includes(keyPlaceholder)) {
      headers.set(
        name,
        value.replace(keyPlaceholder, () => key),
      );
    } else if (value.includes(keyPlaceholder) || credentialHeaders.includes(name)) {
      headers.delete(name);
    }
  }
  // After the key is in its place: who edits headers must not be able to send it in one that others write down.
  for (const [name, value] of Object.entries(extra)) {
    if (!credentialHeaders.includes(name.toLowerCase())) headers.set(name, value);
  }
  return [...headers];
}

async function webPage(call: ProviderCall, { body, status }: AnyResponse): Promise<AppError> {
  await body?.cancel().catch(() => undefined);
  return new AppError(
    'answer-malformed',
    `${nameOf(call)} answered with a web page instead of a model's answer. Check the base URL: it often ends in /v1.`,
    { status },
  );
}
