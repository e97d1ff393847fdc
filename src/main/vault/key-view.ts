import type { Configuration } from '#shared/domain/configuration.ts';
import type { KeyMetadata, KeyStatus, KeyView } from '#shared/domain/key.ts';
import type { KeychainState } from '#shared/domain/vault.ts';

interface KnownOfKey {
  readonly configuration: Pick<Configuration, 'authentication'>;
  readonly record: KeyMetadata | null;
  readonly sessionOnly: boolean;
  /** As it last answered; null before it was first asked, when nothing speaks against it yet. */
  readonly keychainState: KeychainState | null;
}

/** What may be shown of a key, from what is on record and how the keychain last answered. */
export function viewOfKey(known: KnownOfKey): KeyView {
  const { configuration, record, sessionOnly } = known;
  if (record === null) {
    return {
      status: configuration.authentication === 'none' ? 'not-required' : 'absent',
      hint: null,
      fingerprint: null,
      setAt: null,
      setBy: null,
      lastVerifiedAt: null,
      lastUsedAt: null,
      approvedAt: null,
      approvedBy: null,
      sessionOnly: false,
    };
  }
  const { encryptedUnder: _, ...shown } = record;
  return { ...shown, status: statusOf(record, known), sessionOnly };
}

function statusOf(record: KeyMetadata, { sessionOnly, keychainState }: KnownOfKey): KeyStatus {
  if (record.status === 'needs-reentry' || sessionOnly) return record.status;
  return keychainState === null || keychainState === 'available' ? 'stored' : 'unavailable';
}
