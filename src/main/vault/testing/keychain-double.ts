import type { KeychainState } from '#shared/domain/vault.ts';
import type { Keychain } from '../keychain.ts';
import { keychainError } from '../sentences.ts';

/** A keychain that can be locked, taken away and brought back, and whose entries can be looked at. */
export interface KeychainDouble extends Keychain {
  /** Locked, it behaves as the Linux one does: reads give null, writes fail. */
  state: KeychainState;
  /** Thrown by the next `set` that is allowed by the state, once it has been reached. */
  failNextSet: Error | null;
  readonly entries: Map<string, string>;
}

export function createKeychainDouble(): KeychainDouble {
  const entries = new Map<string, string>();
  const refuse = (state: KeychainState) => {
    if (state !== 'available') throw keychainError(state, 'linux');
  };
  const double: KeychainDouble = {
    state: 'available',
    failNextSet: null,
    entries,
    async get(account) {
      if (double.state === 'locked') return null;
      refuse(double.state);
      return entries.get(account) ?? null;
    },
    async set(account, secret) {
      refuse(double.state);
      const failure = double.failNextSet;
      double.failNextSet = null;
      if (failure !== null) throw failure;
      entries.set(account, secret);
    },
    async delete(account) {
      refuse(double.state);
      entries.delete(account);
    },
    probe: async () => double.state,
  };
  return double;
}

/** Each call takes a different, seeded number of turns of the event loop's microtasks, so that calls overlap. */
export function unevenly(keychain: Keychain, nextDelay: () => number): Keychain {
  const late = async <T>(action: () => Promise<T>) => {
    for (let left = nextDelay(); left > 0; left -= 1) await Promise.resolve();
    return action();
  };
  return {
    get: (account) => late(() => keychain.get(account)),
    set: (account, secret) => late(() => keychain.set(account, secret)),
    delete: (account) => late(() => keychain.delete(account)),
    probe: () => late(() => keychain.probe()),
  };
}
