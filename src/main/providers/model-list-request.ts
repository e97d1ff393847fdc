import { AppError } from '#shared/errors.ts';
import type { ModelListRequest } from './adapter.ts';
import { callUrl, nameOf, type ProviderCall, type SimulatedFetch } from './provider-call.ts';
import { keyPlaceholder, providerFetch } from './provider-fetch.ts';

/** Longer than the list of any provider, in characters. */
const longestList = 32 * 1024 * 1024;

/** GETs the model list as parsed JSON. Throws `answer-malformed` for anything else. */
export async function fetchModelList(
  { configuration, key, signal }: ModelListRequest,
  simulatedFetch: SimulatedFetch,
): Promise<unknown> {
  const call: ProviderCall = {
    provider: configuration.provider,
    model: null,
    url: callUrl(configuration, 'models'),
    key,
    headers: configuration.headers,
    connectTimeoutMs: configuration.connectTimeoutMs,
    signal,
    onConnected: () => undefined,
    simulatedFetch,
  };
  const response = await providerFetch(call)(call.url, {
    headers: { accept: 'application/json', authorization: `Bearer ${keyPlaceholder}` },
  });
  try {
    return JSON.parse(await textOf(response));
  } catch (error) {
    if (error instanceof AppError || signal.aborted) throw error;
    throw malformedList(call);
  }
}

/** The error for a model list that is none. */
export function malformedList(call: Pick<ProviderCall, 'provider' | 'url'>): AppError {
  return new AppError(
    'answer-malformed',
    `What ${nameOf(call)} answered is not a list of models. Check the base URL, or type the model's name.`,
  );
}

async function textOf(response: Response): Promise<string> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > longestList) throw new RangeError('The list is too long.');
  }
  return text + decoder.decode();
}
