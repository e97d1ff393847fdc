/** What a provider refuses or reports, as `AppError`s that name the cause and the next step. */
import { AppError, type ErrorData } from '#shared/errors.ts';
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
  const { status } = response;
  const wait = retryAfterMs(response.headers, Date.now());
  return failure(context, wordsOf(body), {
    status,
    ...(body !== '' && { details: scrubKey(body, context.key).slice(0, longestDetails) }),
    ...(wait !== null && { retryAfterMs: wait }),
  });
}

/** The error for a failure that the provider reports inside a stream that began well. */
export function failureInStream(context: ErrorContext, reported: unknown): AppError {
  const words = wordsIn(reported);
  const details = typeof reported === 'string' ? reported : JSON.stringify(reported);
  return failure(context, words, {
    ...(details && { details: scrubKey(details, context.key).slice(0, longestDetails) }),
  });
}

function failure(context: ErrorContext, words: ProviderWords, data: ErrorData): AppError {
  const code = causeOf(data.status ?? null, words, context.key !== null);
  const message = words.message === null ? null : scrubKey(words.message, context.key).trim();
  return new AppError(code, sentence(code, context, message, data), data);
}

type Cause =
  | 'key-rejected'
  | 'key-absent'
  | 'model-unknown'
  | 'rate-limited'
  | 'quota-exceeded'
  | 'overloaded'
  | 'context-too-long'
  | 'parameter-not-supported'
  | 'content-blocked'
  | 'request-rejected'
  | 'provider-failed';

/** The words decide before the status does: providers agree on neither, but the words are the more exact. */
function causeOf(status: number | null, { message, code }: ProviderWords, withKey: boolean): Cause {
  const said = `${code} ${message ?? ''}`;
  if (
    /insufficient_quota|billing|spend_limit|credit balance|out of credits/i.test(said) ||
    status === 402
  )
    return 'quota-exceeded';
  if (status === 429 || /rate_limit|too many requests/i.test(code)) return 'rate-limited';
  if (
    /context_length_exceeded|maximum context length|prompt is too long|context window/i.test(said)
  )
    return 'context-too-long';
  if (/model_not_found|unknown_model/i.test(code) || unknownModel(status, message ?? ''))
    return 'model-unknown';
  if (/unsupported_(?:parameter|value)/i.test(code)) return 'parameter-not-supported';
  if (/content_(?:filter|policy)/i.test(code)) return 'content-blocked';
  if (status === 401 || status === 403 || /invalid_api_key|authentication_error/i.test(code))
    return withKey ? 'key-rejected' : 'key-absent';
  if (status === 400 && /(?:incorrect|invalid|missing).{0,20}api.?key/i.test(said))
    return withKey ? 'key-rejected' : 'key-absent';
  if (/overloaded|server busy|at capacity/i.test(said) || status === 503 || status === 529)
    return 'overloaded';
  if (status === 413) return 'context-too-long';
  return status !== null && status < 500 ? 'request-rejected' : 'provider-failed';
}

function unknownModel(status: number | null, message: string): boolean {
  if (status !== null && status !== 404 && status !== 400) return false;
  return /\bmodel\b.*(?:not found|does not exist|not exist|is not available|unknown)|(?:unknown|no such|invalid) model/is.test(
    message,
  );
}

function sentence(
  cause: Cause,
  context: ErrorContext,
  message: string | null,
  { status, retryAfterMs: wait }: ErrorData,
): string {
  const who = nameOf(context);
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
      return `The model does not support one of the parameters${says(message)}. Take it out of the configuration, then run again.`;
    case 'content-blocked':
      return `${who} declined to answer because of its content rules${says(message)}. Change the prompt, then run again.`;
    case 'request-rejected':
      return status === 404 && message === null
        ? `There is no model endpoint at ${context.url}. Check the base URL: it often ends in /v1.`
        : `${who} rejected the request${numbered(status)}${says(message)}. Check the configuration, then run again.`;
    case 'provider-failed':
      return `${who} failed${numbered(status)}${says(message)}. Run again; if it stays so, look at the provider's status page.`;
  }
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
