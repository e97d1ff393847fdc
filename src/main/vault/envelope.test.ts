import { randomBytes, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openKey, sealKey } from './envelope.ts';
import { canaryKey } from './testing/canary-key.ts';

const anyKey = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 1_024 });

describe('an envelope', () => {
  it('opens to the key that was sealed', () => {
    fc.assert(
      fc.property(anyKey, fc.uuid(), (key, id) => {
        const encryptionKey = randomBytes(32);
        expect(openKey(sealKey(key, encryptionKey, id), encryptionKey, id)).toBe(key);
      }),
    );
  });

  it('never holds the key, and is never the same twice', () => {
    const encryptionKey = randomBytes(32);
    const key = canaryKey();
    const [one, other] = [sealKey(key, encryptionKey, 'a'), sealKey(key, encryptionKey, 'a')];
    expect(one).not.toBe(other);
    expect(one.split('.')[1]).not.toBe(other.split('.')[1]);
    expect(one).not.toContain(key);
    expect(Buffer.from(one.split('.')[3] ?? '', 'base64url').toString()).not.toContain('canary');
  });

  it('fits in a Windows credential, whatever the key', () => {
    const longest = sealKey('k'.repeat(1_024), randomBytes(32), randomUUID());
    expect(Buffer.byteLength(longest)).toBeLessThanOrEqual(2_560);
  });

  it('does not open for another configuration', () => {
    const encryptionKey = randomBytes(32);
    const envelope = sealKey(canaryKey(), encryptionKey, randomUUID());
    expect(() => openKey(envelope, encryptionKey, randomUUID())).toThrow(
      expect.objectContaining({ code: 'key-needs-reentry' }),
    );
  });

  it('does not open under another encryption key', () => {
    const id = randomUUID();
    const envelope = sealKey(canaryKey(), randomBytes(32), id);
    expect(() => openKey(envelope, randomBytes(32), id)).toThrow(
      expect.objectContaining({ code: 'key-needs-reentry' }),
    );
  });

  it('does not open once any one character is changed, cut off or added', () => {
    const encryptionKey = randomBytes(32);
    const envelope = sealKey(canaryKey(), encryptionKey, 'a');
    fc.assert(
      fc.property(fc.nat(envelope.length - 1), fc.constantFrom('A', 'z', '.', '!'), (at, other) => {
        fc.pre(envelope[at] !== other);
        const changed = envelope.slice(0, at) + other + envelope.slice(at + 1);
        fc.pre(!sameBytes(changed, envelope));
        expect(() => openKey(changed, encryptionKey, 'a')).toThrow(
          expect.objectContaining({ code: 'key-needs-reentry' }),
        );
      }),
    );
    for (const broken of [
      '',
      'v1',
      envelope.slice(0, -4),
      `${envelope}AAAA`,
      `v2${envelope.slice(2)}`,
    ]) {
      expect(() => openKey(broken, encryptionKey, 'a')).toThrow(
        expect.objectContaining({ code: 'key-needs-reentry' }),
      );
    }
  });
});

/** The last character of base64 may have bits that belong to no byte. */
function sameBytes(one: string, other: string): boolean {
  const bytes = (envelope: string) =>
    envelope.split('.').map((part) => Buffer.from(part, 'base64url').toString('hex'));
  return bytes(one).join('.') === bytes(other).join('.') && one.split('.').length === 4;
}
