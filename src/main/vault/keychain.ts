import type { KeychainState } from '#shared/domain/vault.ts';

/**
 * A store of secrets by account: the OS keychain, or memory for one session. Failures are `AppError`s with a
 * `keychain-…` code. Implementations serialise what concerns one account.
 */
export interface Keychain {
  /** The secret, or null. Null for an account that should exist means locked or lost, not absent. */
  get(account: string): Promise<string | null>;
  /** Writes and reads back; throws `keychain-write-failed` if what comes back differs. */
  set(account: string, secret: string): Promise<void>;
  /** Resolves also when there was nothing. */
  delete(account: string): Promise<void>;
  /** Finds out how the keychain answers now, without ever prompting twice or throwing. */
  probe(): Promise<KeychainState>;
}
