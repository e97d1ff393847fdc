import type { Keychain } from './keychain.ts';
import { keychainError } from './sentences.ts';

/**
 * The secret of `account`, or null when it is truly not there. A locked keychain says null too, so null counts only
 * once a probe has shown the keychain open and a second look has found nothing. Throws a `keychain-…` error otherwise.
 */
export async function find(keychain: Keychain, account: string): Promise<string | null> {
  const secret = await keychain.get(account);
  if (secret !== null) return secret;
  const state = await keychain.probe();
  if (state !== 'available') throw keychainError(state);
  return keychain.get(account);
}
