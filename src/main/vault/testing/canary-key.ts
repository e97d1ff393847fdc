import { randomBytes, randomInt } from 'node:crypto';

/** In no hash, id or word. */
const letters = 'GHJKLMNPQRSTVWXZ';

/**
 * A key made for one test: easy to search for, and nobody's. So is its hint, the last four characters, which in hex
 * would be found by chance in any longer text with hashes in it.
 */
export function canaryKey(): string {
  const hint = Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('');
  return `canary-${randomBytes(12).toString('hex')}${hint}`;
}
