import type { ProviderWords } from './provider-words.ts';

/** What a provider's refusal comes down to. */
export type Cause =
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

const tooLong =
  /context_length_exceeded|maximum context length|prompt is too long|context window|exceed context limit|too_many_tokens|input token count .*exceeds/i;

/**
 * The words decide before the status does: providers agree on neither, but the words are the more exact.
 *
 * @param status null where the failure came inside a stream
 */
export function causeOf(given: number | null, words: ProviderWords, withKey: boolean): Cause {
  const { message, code } = words;
  const said = `${code} ${message ?? ''}`;
  const status = given ?? statusIn(code);
  if (isAboutMoney(status, words)) return 'quota-exceeded';
  if (status === 429 || /rate_limit|too many requests|RESOURCE_EXHAUSTED/i.test(code))
    return 'rate-limited';
  if (tooLong.test(said)) return 'context-too-long';
  if (/model_not_found|unknown_model/i.test(code) || unknownModel(status, message ?? ''))
    return 'model-unknown';
  if (/unsupported_(?:parameter|value)/i.test(code)) return 'parameter-not-supported';
  if (/content_(?:filter|policy)/i.test(code)) return 'content-blocked';
  if (isAboutKey(status, said)) return withKey ? 'key-rejected' : 'key-absent';
  if (status === 400 && parameterIn(words) !== null) return 'parameter-not-supported';
  if (
    /overloaded|server busy|at capacity|UNAVAILABLE/i.test(said) ||
    status === 503 ||
    status === 529
  )
    return 'overloaded';
  if (status === 413) return 'context-too-long';
  return status !== null && status < 500 ? 'request-rejected' : 'provider-failed';
}

/** In a stream the status is in the error's code, where it is anywhere (Gemini, OpenRouter). */
function statusIn(code: string): number | null {
  const found = /\b[45]\d\d\b/.exec(code)?.[0];
  return found === undefined ? null : Number(found);
}

/**
 * Gemini speaks of plan and billing in each 429. It is about pace where it says how long to wait, unless it is a day's
 * quota, which no run can wait for.
 */
function isAboutMoney(
  status: number | null,
  { message, code, retryAfterMs }: ProviderWords,
): boolean {
  if (status === 402) return true;
  if (/insufficient_quota|billing_error|spend_limit/i.test(code) || /PerDay/.test(code))
    return true;
  if (retryAfterMs !== null) return false;
  return /billing|credit balance|out of credits|spend_limit/i.test(message ?? '');
}

/** Gemini answers 400 to a bad key, with a reason; xAI 400, with a sentence. */
function isAboutKey(status: number | null, said: string): boolean {
  if (status === 401 || status === 403) return true;
  if (/invalid_api_key|authentication_error|API_KEY_INVALID|UNAUTHENTICATED/i.test(said))
    return true;
  return (
    status === 400 &&
    /(?:incorrect|invalid|missing).{0,20}api.?key|api.?key (?:not valid|expired)/i.test(said)
  );
}

function unknownModel(status: number | null, message: string): boolean {
  if (status !== null && status !== 404 && status !== 400) return false;
  // Gemini: `models/x is not found for API version v1beta`; Anthropic: `model: x`, with `not_found_error`.
  return (
    /\bmodels?\b.*(?:not found|does not exist|not exist|is not available|unknown)|(?:unknown|no such|invalid) model/is.test(
      message,
    ) ||
    (status === 404 && /^model: /.test(message))
  );
}

const parameterNames: readonly (readonly [RegExp, string])[] = [
  [/\btemperature\b/i, 'temperature'],
  [/\btop[_-]?p\b/i, 'top-p'],
  [/\bmax_?(?:output_?|completion_?)?tokens\b/i, 'max output tokens'],
];

/** The parameter of a configuration that a refusal is about, by the name it has in the form; null for none of them. */
export function parameterIn({ message, param }: ProviderWords): string | null {
  const said = param ?? message ?? '';
  const named = parameterNames.filter(([pattern]) => pattern.test(said)).map(([, name]) => name);
  return named.length === 0 ? null : named.join(' and ');
}
