import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { AppError } from '#shared/errors.ts';
import { MemoryStorage } from './registry/testing/memory-storage.ts';
import { lockDataFolder } from './storage/data-folder-lock.ts';
import { ComposedCore, temporaryDataFolder } from './testing/composed-core.ts';
import { canaryKey } from './vault/testing/canary-key.ts';
import { createKeychainDouble } from './vault/testing/keychain-double.ts';

test('closing that cannot write what is pending says so, and lets go of the data folder all the same', async () => {
  const dataFolder = temporaryDataFolder();
  const storage = new MemoryStorage();
  const core = await ComposedCore.open(dataFolder, createKeychainDouble(), undefined, { storage });
  const { id } = await core.create('Used');
  await core.request('keys.set', { configurationId: id, key: canaryKey() });
  // Nobody answers there, but its key was used.
  await core.request('generation.start', {
    runId: randomUUID(),
    configurationId: id,
    messages: [{ role: 'user', content: 'Hello' }],
    systemPrompt: null,
  });
  storage.failing = true;
  await expect(core.close()).rejects.toThrow(AppError);
  lockDataFolder(dataFolder, { host: 'web' }).release();
});
