import { looksLikeKey } from '#shared/domain/rules/secret-shape.ts';

const mask = '[redacted]';

/** Header or field names, and with them whatever stands after the colon or equals sign. */
const named =
  /\b((?:proxy-)?authorization|(?:set-)?cookie|x-api-key|x-goog-api-key|api[-_]?key)(["']?\s*[:=]\s*)("[^"]*"|'[^']*'|[^\r\n,;}]+)/gi;
const schemes = /\b(bearer|basic)\s+[^\s"',;]+/gi;
const queryValues = /([?&](?:token|key|api[-_]?key|access_token)=)[^&\s"'#]+/gi;
const userInfo = /(\/\/)[^/\s"'@]+@/g;

/** A stretch of characters that keys are made of. */
const stretches = /[A-Za-z0-9_\-+/=.~]{16,}/g;

/** `text` without credentials in headers and URLs, and whatever has the shape of a key. */
export function redact(text: string): string {
  const headless = text
    .replace(named, `$1$2${mask}`)
    .replace(schemes, `$1 ${mask}`)
    .replace(queryValues, `$1${mask}`)
    .replace(userInfo, `$1${mask}@`);
  return maskKeys(headless);
}

/** `text` without whatever has the shape of a key. */
export function maskKeys(text: string): string {
  return text.replace(stretches, (stretch) => (looksLikeKey(stretch) ? mask : stretch));
}
