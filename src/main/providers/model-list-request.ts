import type { z } from 'zod';
import { AppError } from '#shared/errors.ts';
import type { ModelListRequest } from './adapter.ts';
import { callUrl, nameOf, type ProviderCall, type SimulatedFetch } from './provider-call.ts';
import { keyPlaceholder, providerFetch } from './provider-fetch.ts';
import { wholeText } from './whole-text.ts';

/** More pages than any provider has. */
const mostPages = 50;

interface ListOptions {
  /** Where the placeholder for the key stands; `Authorization: Bearer` unless given. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
}

/** GETs the model list, or one page of it, in the shape of `schema`. Throws `answer-malformed` for anything else. */
export async function fetchModelList<Schema extends z.ZodType>(
  { configuration, key, signal }: ModelListRequest,
  simulatedFetch: SimulatedFetch,
  schema: Schema,
  { headers = { authorization: `Bearer ${keyPlaceholder}` }, query = {} }: ListOptions = {},
): Promise<z.infer<Schema>> {
  const url = new URL(callUrl(configuration, 'models'));
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const call: ProviderCall = {
    provider: configuration.provider,
    model: null,
    url: url.href,
    key,
    headers: configuration.headers,
    connectTimeoutMs: configuration.connectTimeoutMs,
    signal,
    onConnected: () => undefined,
    simulatedFetch,
  };
  const response = await providerFetch(call)(call.url, {
    headers: { accept: 'application/json', ...headers },
  });
  try {
    return schema.parse(JSON.parse(await wholeText(response)));
  } catch (error) {
    if (error instanceof AppError || signal.aborted) throw error;
    throw new AppError(
      'answer-malformed',
      `What ${nameOf(call)} answered is not a list of models. Check the base URL, or type the model's name.`,
    );
  }
}

/**
 * All entries of a list that comes in pages.
 *
 * @param page fetches the page that `token` leads to, the first for null; `next` null means that it was the last
 */
export async function allPages<T>(
  page: (
    token: string | null,
  ) => Promise<{ readonly entries: readonly T[]; readonly next: string | null }>,
): Promise<T[]> {
  const all: T[] = [];
  const seen = new Set<string | null>();
  let token: string | null = null;
  // A provider that leads back to a page it has sent would be asked for ever.
  while (!seen.has(token) && seen.size < mostPages) {
    seen.add(token);
    const { entries, next } = await page(token);
    all.push(...entries);
    if (next === null || next === '') break;
    token = next;
  }
  return all;
}
