import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { CoreOptions } from '../composition.ts';
import { MemoryStorage } from '../registry/testing/memory-storage.ts';
import { createKeychainDouble } from '../vault/testing/keychain-double.ts';
import { ComposedCore, temporaryDataFolder } from './composed-core.ts';

/** Keywell with its registry and its keychain in memory and its audit log in a folder, until the test is over. */
export async function startCore(options: Partial<CoreOptions> = {}) {
  const dataFolder = temporaryDataFolder();
  const storage = new MemoryStorage();
  const keychain = createKeychainDouble();
  const inMemory = { storage, account: 'ada', syncAuditLog: false, ...options };
  const core = await ComposedCore.open(dataFolder, keychain, undefined, inMemory);
  onTestFinished(() => core.close());
  return { core, dataFolder, storage, keychain };
}

/** The whole audit log as it is on the disk. */
export function auditText(dataFolder: string): string {
  return readdirSync(dataFolder)
    .filter((name) => name.startsWith('audit'))
    .sort()
    .map((name) => readFileSync(join(dataFolder, name), 'utf8'))
    .join('');
}
