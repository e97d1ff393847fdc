import { expect, it } from 'vitest';
import { fingerprintOf } from './fingerprint.ts';
import { canaryKey } from './testing/canary-key.ts';

const salt = '5a'.repeat(32);

it('is the start of the HMAC-SHA256 of the key under the salt', () => {
  // RFC 4231, test case 1: key 0b × 20, data "Hi There".
  expect(fingerprintOf('Hi There', '0b'.repeat(20))).toBe('b0344c61d8db');
});

it('is equal for equal keys of one workspace, and for nothing else', () => {
  const key = canaryKey();
  expect(fingerprintOf(key, salt)).toBe(fingerprintOf(key, salt));
  expect(fingerprintOf(key, salt)).not.toBe(fingerprintOf(canaryKey(), salt));
  expect(fingerprintOf(key, salt)).not.toBe(fingerprintOf(key, '5b'.repeat(32)));
});
