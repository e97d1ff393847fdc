import { redact } from './redact.ts';

/** Fields whose value is never of interest in a log. */
const secretField =
  /^(?:(?:proxy-?)?authorization|(?:set-?)?cookie|.*api-?key|key|password|passcode|secret|token|prompt|messages|content)$/i;

const maxDepth = 5;
const maxEntries = 50;
const maxLength = 2_000;
/** Redaction looks at no more than this, in whole words: half a key would not be recognised. */
const maxExamined = 20_000;

/** A copy of `value` that can be written to a log: redacted, bounded in depth and length, and plain JSON. */
export function loggable(value: unknown, depth = 0): unknown {
  switch (typeof value) {
    case 'string':
      return loggableText(value);
    case 'number':
    case 'boolean':
    case 'undefined':
      return value;
    case 'object':
      if (value === null) return null;
      if (depth >= maxDepth) return '[deeper]';
      return value instanceof Error ? loggableError(value, depth) : loggableObject(value, depth);
    case 'bigint':
    case 'symbol':
    case 'function':
      return loggableText(String(value));
  }
}

export function loggableText(text: string): string {
  const whole = text.length <= maxExamined;
  const safe = redact(whole ? text : text.slice(0, maxExamined).replace(/\S+$/, ''));
  return safe.length <= maxLength ? safe : `${safe.slice(0, maxLength)}…`;
}

/** Of an error only what it always has: libraries hang requests, answers and headers on theirs. */
function loggableError(error: Error, depth: number): unknown {
  const { name, stack, cause } = error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const text = loggableText(stack ?? `${name}: ${error.message}`);
  return {
    ...(code !== undefined && { code }),
    stack: text,
    ...(cause !== undefined && { cause: loggable(cause, depth + 1) }),
  };
}

function loggableObject(value: object, depth: number): unknown {
  if (Array.isArray(value)) {
    return value.slice(0, maxEntries).map((entry) => loggable(entry, depth + 1));
  }
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  const entries = Object.entries(value).slice(0, maxEntries);
  return Object.fromEntries(
    entries.map(([name, entry]) => [
      loggableText(name),
      secretField.test(name) ? '[redacted]' : loggable(entry, depth + 1),
    ]),
  );
}
