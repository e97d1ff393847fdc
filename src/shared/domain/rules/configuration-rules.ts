/** The rules of a configuration's fields, as sentences. Pure, so the form and the registry apply the very same ones. */
import type { ConfigurationFields } from '../configuration.ts';
import { isCredentialHeader, isCredentialValue } from './credential-header.ts';
import { baseUrlProblem } from './endpoint.ts';
import { looksLikeKey } from './secret-shape.ts';

/** Field name → sentence. Empty when every field is fine. */
export type FieldProblems = Partial<Record<keyof ConfigurationFields, string>>;

/** Headers that the connection itself sets; a request with another value in one of them is malformed. */
const connectionHeader =
  /^(?:host|connection|content-length|content-type|transfer-encoding|keep-alive|upgrade|te|trailer|expect)$/i;

/** Names are unique by this form: trimmed, Unicode NFC, case-insensitive. */
export function normalisedName(name: string): string {
  // By way of small letters and capitals, so that letters with several forms (ẞ, ß and ss; ς and σ) meet; NFC again
  // at the end, because a letter may have a composed form in one case only.
  const composed = name.trim().normalize('NFC');
  return composed.toLowerCase().toUpperCase().toLowerCase().normalize('NFC');
}

/** Checks every field but the uniqueness of the name, which only the registry knows. */
export function configurationProblems(fields: ConfigurationFields): FieldProblems {
  const problems: FieldProblems = {};
  const put = (field: keyof ConfigurationFields, problem: string | null) => {
    if (problem !== null) problems[field] = problem;
  };
  put('name', nameProblem(fields.name));
  put(
    'model',
    fields.model.trim() === '' ? 'Enter the model that requests name.' : secret(fields.model),
  );
  put('baseUrl', baseUrlFieldProblem(fields));
  put('temperature', rangeProblem('Temperature', fields.temperature, 0, 2));
  put('topP', rangeProblem('Top-p', fields.topP, 0, 1));
  put('maxOutputTokens', countProblem('Max output tokens', fields.maxOutputTokens, 10_000_000));
  put('contextLength', countProblem('Context length', fields.contextLength, 100_000_000));
  put('keepAlive', keepAliveProblem(fields.keepAlive));
  put('headers', headersProblem(fields.headers));
  for (const field of ['connectTimeoutMs', 'firstTokenTimeoutMs', 'idleTimeoutMs'] as const) {
    put(field, rangeProblem('The timeout', fields[field], 100, 24 * 3_600_000));
  }
  put('systemPrompt', secret(fields.systemPrompt ?? ''));
  put('notes', secret(fields.notes));
  put('tags', tagsProblem(fields.tags));
  return problems;
}

/** Why a name, of a configuration or a member, is refused, as a sentence; null if it is fine. */
export function nameProblem(name: string): string | null {
  const trimmed = name.trim();
  if (trimmed === '') return 'Enter a name.';
  if ([...trimmed.normalize('NFC')].length > 80) return 'A name has at most 80 characters.';
  if (/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u.test(trimmed))
    return 'A name has no line breaks or control characters.';
  if (!/[\p{L}\p{N}\p{P}\p{S}]/u.test(trimmed)) return 'Enter a name that can be seen.';
  return secret(trimmed);
}

/** Why a base URL is refused before it is kept or called, as a sentence; null if it is fine. */
export function baseUrlFieldProblem({
  provider,
  baseUrl,
  allowUnencrypted,
}: Pick<ConfigurationFields, 'provider' | 'baseUrl' | 'allowUnencrypted'>): string | null {
  return baseUrlProblem(provider, baseUrl, allowUnencrypted) ?? secret(pathOf(baseUrl));
}

/** Where a URL could hold a key, user name, query and fragment being refused. Hosts and Cloudflare's account ids are public. */
function pathOf(baseUrl: string | null): string {
  const given = baseUrl?.trim() ?? '';
  if (!URL.canParse(given)) return given;
  const { hostname, pathname } = new URL(given);
  return /(?:^|\.)cloudflare\.com$/.test(hostname)
    ? pathname.replace(/\/[0-9a-f]{32}(?=\/|$)/, '')
    : pathname;
}

function secret(text: string): string | null {
  return looksLikeKey(text)
    ? 'This looks like a key. A configuration never holds one: take it out and use "Set key".'
    : null;
}

function rangeProblem(
  what: string,
  value: number | null,
  low: number,
  high: number,
): string | null {
  if (value === null || (Number.isFinite(value) && value >= low && value <= high)) return null;
  return `${what} is a number from ${low} to ${high.toLocaleString('en')}.`;
}

function countProblem(what: string, value: number | null, high: number): string | null {
  if (value === null || (Number.isInteger(value) && value >= 1 && value <= high)) return null;
  return `${what} is a whole number from 1 to ${high.toLocaleString('en')}.`;
}

/**
 * Why Ollama would not take a keep-alive, as a sentence; null if it is fine: a Go duration ("5m", "24h"), seconds, 0 to
 * unload at once, or -1 to stay loaded.
 */
export function keepAliveProblem(value: string | null): string | null {
  if (value === null || /^(?:|-1|\d+|(?:\d+(?:\.\d+)?(?:ms|s|m|h))+)$/.test(value.trim()))
    return null;
  return 'Keep-alive is a time like 5m or 24h, a number of seconds, 0, or -1 for ever.';
}

function headersProblem(headers: Readonly<Record<string, string>>): string | null {
  for (const [name, value] of Object.entries(headers)) {
    // Before any sentence that repeats the name.
    if (looksLikeKey(name)) {
      return 'The name of a header looks like a key. Store the key with "Set key" instead.';
    }
    if (isCredentialHeader(name)) {
      return `The header "${name.trim()}" carries credentials. Store the key with "Set key" instead.`;
    }
    if (!/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(name)) return `"${name}" is not a header name.`;
    if (!/^[\x20-\x7e\t]*$/.test(value))
      return `The header "${name}" has characters that cannot be sent.`;
    if (connectionHeader.test(name)) {
      return `The header "${name}" is set with every request. Leave it out.`;
    }
    if (isCredentialValue(value)) {
      return `The header "${name}" carries credentials. Store the key with "Set key" instead.`;
    }
    if (looksLikeKey(value)) {
      return `The header "${name}" holds what looks like a key. Store it with "Set key" instead.`;
    }
  }
  return null;
}

function tagsProblem(tags: readonly string[]): string | null {
  if (tags.some((tag) => tag.trim() === '' || tag.length > 40))
    return 'A tag has 1 to 40 characters.';
  return tags.map(secret).find((problem) => problem !== null) ?? null;
}
