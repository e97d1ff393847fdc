/** What a provider refuses or reports, as `AppError`s that name the cause and the next step. */
import { AppError, type ErrorData } from '#shared/errors.ts';
import { type Cause, causeOf, parameterIn } from './causes.ts';
import { nameOf, type ProviderCall } from './provider-call.ts';
import { type ProviderWords, wordsIn, wordsOf } from './provider-words.ts';
import { retryAfterMs } from './retry-after.ts';
import { scrubKey } from './scrub-key.ts';
import { inSeconds } from './seconds.ts';

type ErrorContext = Pick<ProviderCall, 'provider' | 'model' | 'url' | 'key'>;

/** An error body larger than this is not read further; in bytes. */
const longestBody = 64 * 1024;
const longestQuote = 300;
const longestDetails = 4_000;

/** A failure in the provider's own words. */
export class ProviderError extends AppError {
  /** Whether the provider says that another try may help (`x-should-retry`); null where it does not say. */
  readonly shouldRetry: boolean | null;

  constructor(code: Cause, message: string, data: ErrorData, shouldRetry: boolean | null) {
    super(code, message, data);
    this.shouldRetry = shouldRetry;
  }
}

/** The error for a response whose status is not a success. Reads its body. */
export async function refusal(
  context: ErrorContext,
  response: {
    readonly status: number;
    readonly headers: { get(name: string): string | null };
    readonly body: ReadableStream<Uint8Array> | null;
  },
): Promise<AppError> {
  const body = await startOf(response.body);
  const { status, headers } = response;
  const words = wordsOf(body);
  const wait = retryAfterMs(headers, Date.now()) ?? words.retryAfterMs;
  const data = {
    status,
    ...(body !== '' && { details: scrubKey(body, context.key).slice(0, longestDetails) }),
    ...(wait !== null && { retryAfterMs: wait }),
  };
  const asked = headers.get('x-should-retry');
  return failure(context, words, data, asked === null ? null : asked === 'true');
}

/** The error for a failure that the provider reports inside a stream that began well. */
export function failureInStream(context: ErrorContext, reported: unknown): AppError {
  const words = wordsIn(reported);
  const details = typeof reported === 'string' ? reported : JSON.stringify(reported);
  const data = {
    ...(details && { details: scrubKey(details, context.key).slice(0, longestDetails) }),
    ...(words.retryAfterMs !== null && { retryAfterMs: words.retryAfterMs }),
  };
  return failure(context, words, data, null);
}

function failure(
  context: ErrorContext,
  words: ProviderWords,
  data: ErrorData,
  shouldRetry: boolean | null,
): AppError {
  const code = causeOf(data.status ?? null, words, context.key !== null);
  const message = words.message === null ? null : scrubKey(words.message, context.key).trim();
  const sentence = sentenceFor(code, context, { ...words, message }, data);
  return new ProviderError(code, sentence, data, shouldRetry);
}

function sentenceFor(
  cause: Cause,
  context: ErrorContext,
  words: ProviderWords,
  { status, retryAfterMs: wait }: ErrorData,
): string {
  const who = nameOf(context);
  const { message } = words;
  switch (cause) {
    case 'key-rejected':
      return status === 403
        ? `${who} does not permit this with the stored key${says(message)}. Use a key that may, or ask the owner of the account.`
        : `${who} rejected the key. Replace it with one that is valid there, then run again.`;
    case 'key-absent':
      return `${who} asks for a key, and this configuration sends none. Edit it to use a key, then set one.`;
    case 'model-unknown':
      return context.provider === 'ollama'
        ? `The model "${context.model}" is not installed in ${who}. Pull it, or choose one that is installed.`
        : `${who} does not know the model "${context.model}", or the key may not use it. Choose another model in the configuration.`;
    case 'rate-limited':
      return wait === undefined
        ? `${who} limits how often it may be asked, and the limit is reached. Wait a little, then run again.`
        : `${who} limits how often it may be asked, and the limit is reached. Run again in ${inSeconds(wait)}.`;
    case 'quota-exceeded':
      return `The quota or credit of this account at ${who} is used up. Add credit or raise the limit there; waiting does not help.`;
    case 'overloaded':
      return `${who} is overloaded at the moment. Wait a little, then run again.`;
    case 'context-too-long':
      return `The prompt is longer than the model accepts${says(message)}. Shorten it, or choose a model with a longer context.`;
    case 'parameter-not-supported':
      return parameterSentence(parameterIn(words), context.model, message);
    case 'content-blocked':
      return `${who} declined to answer because of its content rules${says(message)}. Change the prompt, then run again.`;
    case 'request-rejected':
      return status === 404 && message === null
        ? nothingThere(context)
        : `${who} rejected the request${numbered(status)}${says(message)}. Check the configuration, then run again.`;
    case 'provider-failed':
      return `${who} failed${numbered(status)}${says(message)}. Run again; if it stays so, look at the provider's status page.`;
  }
}

function parameterSentence(
  parameter: string | null,
  model: string | null,
  message: string | null,
): string {
  return parameter === null
    ? `The model "${model}" does not support one of the parameters${says(message)}. Take it out of the configuration, then run again.`
    : `The model "${model}" does not take ${parameter} as the configuration has it${says(message)}. Change it or leave it empty, then run again.`;
}

function nothingThere({ provider, url }: ErrorContext): string {
  return provider === 'openai' && url.endsWith('/responses')
    ? `There is no Responses API at ${url}. Choose Chat Completions under Advanced, or check the base URL: it often ends in /v1.`
    : `There is no model endpoint at ${url}. Check the base URL: it often ends in /v1.`;
}

function numbered(status: number | undefined): string {
  return status === undefined ? '' : ` with status ${status}`;
}

function says(message: string | null): string {
  if (message === null || message === '') return '';
  const line = message.replace(/\s+/g, ' ').replace(/[.!]+$/, '');
  return `: “${line.length > longestQuote ? `${line.slice(0, longestQuote)}…` : line}”`;
}

async function startOf(body: ReadableStream<Uint8Array> | null): Promise<string> {
  if (body === null) return '';
  const decoder = new TextDecoder();
  let text = '';
  let length = 0;
  try {
    for await (const chunk of body) {
      text += decoder.decode(chunk, { stream: true });
      length += chunk.length;
      if (length >= longestBody) break;
    }
  } catch {
    // What arrived of it is still better than nothing.
  }
  return text;
}
