import type { Keychain } from './keychain.ts';

/** Holds secrets in memory only: they are gone when the process ends, or when this object is let go. */
export function createMemoryKeychain(): Keychain {
  const secrets = new Map<string, string>();
  return {
    get: async (account) => secrets.get(account) ?? null,
    async set(account, secret) {
      secrets.set(account, secret);
    },
    async delete(account) {
      secrets.delete(account);
    },
    probe: async () => 'available',
  };
}
