import type { KeyMetadata } from '#shared/domain/key.ts';

/** What is remembered of a key, but for `changes`. */
export function keyMetadata(changes: Partial<KeyMetadata> = {}): KeyMetadata {
  return {
    status: 'stored',
    hint: 'nary',
    fingerprint: '0123456789ab',
    setAt: '2026-11-23T09:00:00.000Z',
    setBy: 'Ada',
    lastVerifiedAt: null,
    lastUsedAt: null,
    approvedAt: null,
    approvedBy: null,
    encryptedUnder: null,
    ...changes,
  };
}
