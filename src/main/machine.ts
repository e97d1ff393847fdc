import { userInfo } from 'node:os';
import { policyPath } from './access/policy-file.ts';
import { createElectronStoreStorage } from './storage/electron-store-storage.ts';
import type { RegistryStorage } from './storage/registry-document.ts';
import type { Keychain } from './vault/keychain.ts';
import { createKeytarKeychain } from './vault/keytar-keychain.ts';

/** What Keywell takes from the machine it runs on. A test gives its own. */
export interface Machine {
  readonly keychain: Keychain;
  readonly storage: RegistryStorage;
  readonly policyPath: string;
  /** The operating system's account. */
  readonly account: string;
  readonly now: () => Date;
  /** Whether each line of the audit log is waited for until it is on the disk. */
  readonly syncAuditLog: boolean;
}

export function thisMachine(dataFolder: string, given: Partial<Machine>): Machine {
  return {
    keychain: given.keychain ?? createKeytarKeychain(),
    storage: given.storage ?? createElectronStoreStorage(dataFolder),
    policyPath: given.policyPath ?? policyPath(process.platform),
    account: given.account ?? userInfo().username,
    now: given.now ?? (() => new Date()),
    syncAuditLog: given.syncAuditLog ?? true,
  };
}
