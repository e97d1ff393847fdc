import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Keychain } from '../../vault/keychain.ts';

/** A keychain that outlives the process: one file an entry. For tests that kill the process. */
export function createFolderKeychain(folder: string): Keychain {
  const pathOf = (account: string) => join(folder, encodeURIComponent(account));
  return {
    get: (account) => readFile(pathOf(account), 'utf8').catch(() => null),
    async set(account, secret) {
      await mkdir(folder, { recursive: true });
      await writeFile(`${pathOf(account)}.new`, secret);
      await rename(`${pathOf(account)}.new`, pathOf(account));
    },
    delete: (account) => rm(pathOf(account), { force: true }),
    probe: async () => 'available',
  };
}
