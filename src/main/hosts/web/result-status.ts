import type { Result } from '#shared/errors.ts';

const statusByCode = {
  'invalid-input': 400,
  forbidden: 403,
  'unknown-route': 404,
  'not-found': 404,
  conflict: 409,
  'name-taken': 409,
  'key-exists': 409,
  internal: 500,
  'storage-failed': 500,
} as const;

type Status = 200 | 422 | (typeof statusByCode)[keyof typeof statusByCode];

/** The HTTP status that goes with an outcome. The envelope has the facts; this is for people who watch the wire. */
export function statusOf(result: Result<unknown>): Status {
  if (result.ok) return 200;
  const { code } = result.error;
  return isMapped(code) ? statusByCode[code] : 422;
}

function isMapped(code: string): code is keyof typeof statusByCode {
  return Object.hasOwn(statusByCode, code);
}
