import { createHmac } from 'node:crypto';

/**
 * HMAC-SHA256 of the key under the workspace's salt, first 12 hex digits: equal keys have equal fingerprints.
 *
 * @param saltHex the workspace's fingerprint salt, hex
 */
export function fingerprintOf(key: string, saltHex: string): string {
  return createHmac('sha256', Buffer.from(saltHex, 'hex'))
    .update(key, 'utf8')
    .digest('hex')
    .slice(0, 12);
}
