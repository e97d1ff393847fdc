import { looksLikeKey } from '#shared/domain/rules/secret-shape.ts';

const mask = '[redacted]';

/** Shorter ones are no secrets, and masking them would make every line unreadable. */
const shortestSecret = 4;

/** Secrets in use, each with how many have registered it. */
const registered = new Map<string, number>();

/** Header or field names, and with them whatever stands after the colon or equals sign. */
const named =
  /\b((?:proxy-)?authorization|(?:set-)?cookie|x-api-key|x-goog-api-key|api[-_]?key)(["']?\s*[:=]\s*)("[^"]*"|'[^']*'|[^\r\n,;}]+)/gi;
const schemes = /\b(bearer|basic)\s+[^\s"',;]+/gi;
const queryValues = /([?&](?:token|key|api[-_]?key|access_token)=)[^&\s"'#]+/gi;
const userInfo = /(\/\/)[^/\s"'@]+@/g;

/** A stretch of characters that keys are made of. */
const stretches = /[A-Za-z0-9_\-+/=.~]{16,}/g;

/**
 * Masks a literal, as it is and as it looks in a URL or in JSON, until the returned function is called.
 *
 * @example
 * const release = registerSecret(key);
 * try { await call(key); } finally { release(); }
 */
export function registerSecret(literal: string): () => void {
  if (literal.length < shortestSecret) return () => undefined;
  registered.set(literal, (registered.get(literal) ?? 0) + 1);
  let released = false;
  return () => {
    if (released) return;
    released = true;
    const others = (registered.get(literal) ?? 1) - 1;
    if (others === 0) registered.delete(literal);
    else registered.set(literal, others);
  };
}

/** `text` without registered secrets, credentials in headers and URLs, and whatever has the shape of a key. */
export function redact(text: string): string {
  let safe = text;
  for (const literal of registered.keys()) {
    for (const form of formsOf(literal)) safe = safe.replaceAll(form, mask);
  }
  return safe
    .replace(named, `$1$2${mask}`)
    .replace(schemes, `$1 ${mask}`)
    .replace(queryValues, `$1${mask}`)
    .replace(userInfo, `$1${mask}@`)
    .replace(stretches, (stretch) => (looksLikeKey(stretch) ? mask : stretch));
}

function formsOf(literal: string): Set<string> {
  return new Set([literal, encodeURIComponent(literal), JSON.stringify(literal).slice(1, -1)]);
}
