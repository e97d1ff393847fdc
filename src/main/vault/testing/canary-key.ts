import { randomBytes } from 'node:crypto';

/** A key made for one test: easy to search for, and nobody's. */
export function canaryKey(): string {
  return `canary-${randomBytes(12).toString('hex')}`;
}
