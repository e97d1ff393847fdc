import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors.ts';
import { MemoryStorage } from '../registry/testing/memory-storage.ts';
import { canaryKey } from './testing/canary-key.ts';
import { openKeyServices } from './testing/key-services.ts';
import { createKeychainDouble } from './testing/keychain-double.ts';

async function setUp(environmentKey?: string) {
  const storage = new MemoryStorage();
  const keychain = createKeychainDouble();
  const open = (key = environmentKey) =>
    openKeyServices({ storage, keychain, ...(key !== undefined && { environmentKey: key }) });
  const services = open();
  const configuration = services.add();
  const key = canaryKey();
  const storeKey = () => services.keys.set(configuration.id, key, 'Ada');
  const account = () =>
    [...keychain.entries.keys()].find((name) => name.startsWith('encryption-key:')) ?? '';
  return { ...services, storage, keychain, open, configuration, key, storeKey, account };
}

describe('the status of the encryption key', () => {
  it('is that there is none, until the first key is stored', async () => {
    const { encryption, storeKey } = await setUp();
    expect(await encryption.status()).toEqual({ source: 'none', needsReentry: [] });
    await storeKey();
    expect(await encryption.status()).toEqual({ source: 'keychain', needsReentry: [] });
  });

  it('is told from what is on record while the keychain cannot be read', async () => {
    const { encryption, storeKey, keychain } = await setUp();
    keychain.state = 'locked';
    expect(await encryption.status()).toMatchObject({ source: 'none' });
    keychain.state = 'available';
    await storeKey();
    keychain.state = 'locked';
    expect(await encryption.status()).toMatchObject({ source: 'keychain' });
  });
});

describe('a rotation', () => {
  it('makes keys stored under the old key need re-entry, on record; those stored after it open', async () => {
    const { encryption, storeKey, keys, configuration, noted, add } = await setUp();
    await storeKey();
    await encryption.rotate();
    expect(keys.view(configuration).status).toBe('needs-reentry');
    expect(noted).toMatchObject([
      { action: 'key.re-entry-needed', configurationId: configuration.id },
    ]);
    const later = add('Later');
    const key = canaryKey();
    await keys.set(later.id, key, 'Ada');
    expect(await keys.keyForRun(later)).toBe(key);
  });

  it('is refused while there is nothing to rotate, or the keychain does not answer', async () => {
    const { encryption, storeKey, keychain, keys, configuration, key } = await setUp();
    await expect(encryption.rotate()).rejects.toMatchObject({ code: 'encryption-key-absent' });
    await storeKey();
    keychain.state = 'locked';
    await expect(encryption.rotate()).rejects.toMatchObject({ code: 'keychain-locked' });
    keychain.state = 'available';
    expect(await keys.keyForRun(configuration)).toBe(key);
  });

  it.each(['keychain', 'registry'])(
    'changes nothing when the %s cannot be written',
    async (what) => {
      const { encryption, storeKey, keychain, storage, keys, configuration, key } = await setUp();
      await storeKey();
      const entries = new Map(keychain.entries);
      if (what === 'keychain') {
        keychain.failNextSet = new AppError('keychain-write-failed', 'It did not come back.');
      } else {
        // The note that it begins is still written, what comes of it is not.
        const write = storage.write.bind(storage);
        storage.write = (document) => {
          write(document);
          storage.failing = true;
        };
      }
      await expect(encryption.rotate()).rejects.toThrow(AppError);
      expect(keychain.entries).toEqual(entries);
      expect(await keys.keyForRun(configuration)).toBe(key);
      expect(keys.view(configuration).status).toBe('stored');
    },
  );

  it('waits for keys that are being stored, so that none of them is lost from sight', async () => {
    const { encryption, storeKey, keys, configuration } = await setUp();
    const elsewhere = canaryKey();
    await storeKey();
    const replacing = keys.replace(configuration.id, elsewhere, 'Ada');
    await Promise.all([replacing, encryption.rotate()]);
    expect(keys.view(configuration).status).toBe('needs-reentry');
    await keys.set(configuration.id, elsewhere, 'Ada');
    expect(await keys.keyForRun(configuration)).toBe(elsewhere);
  });
});

describe('a review', () => {
  const other = randomBytes(32).toString('hex');

  it('finds another encryption key without opening a single key, in one write for all', async () => {
    const { storeKey, keys, open, keychain, storage, add, account } = await setUp();
    await storeKey();
    for (let n = 0; n < 50; n += 1) await keys.set(add(`Number ${n}`).id, canaryKey(), 'Ada');
    const { encryption, registry } = open(other);
    const writesBefore = storage.writes;
    const read: string[] = [];
    const get = keychain.get;
    keychain.get = (name) => {
      read.push(name);
      return get(name);
    };
    await encryption.review();
    expect(read.filter((name) => name !== account())).toEqual([]);
    expect(storage.writes).toBe(writesBefore + 1);
    const statuses = Object.values(registry.keyRecords().keys).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set(['needs-reentry']));
  });

  it('writes and notes nothing when nothing changed', async () => {
    const { storeKey, open, storage } = await setUp();
    await storeKey();
    const { encryption, noted } = open();
    const writesBefore = storage.writes;
    await encryption.review();
    expect(storage.writes).toBe(writesBefore);
    expect(noted).toEqual([]);
  });

  it('notes the change once, and each key that needs re-entry', async () => {
    const { storeKey, open, configuration } = await setUp();
    await storeKey();
    const { encryption, noted } = open(other);
    await encryption.review();
    await encryption.review();
    expect(noted.map(({ action, configurationId }) => [action, configurationId])).toEqual([
      ['encryption-key.changed-outside', null],
      ['key.re-entry-needed', configuration.id],
    ]);
  });

  it('opens those keys of which it is not known what they are under', async () => {
    const { storeKey, open, registry, configuration } = await setUp();
    await storeKey();
    const { [configuration.id]: record } = registry.keyRecords().keys;
    if (record === undefined) throw new Error('There is no record.');
    registry.setKeyMetadata(configuration.id, { ...record, encryptedUnder: null });

    const elsewhere = open(other);
    await elsewhere.encryption.review();
    expect(elsewhere.keys.view(configuration).status).toBe('needs-reentry');
    const back = open();
    await back.encryption.review();
    expect(back.keys.view(configuration).status).toBe('stored');
    expect(back.registry.keyMetadata(configuration.id)).toEqual(record);
  });

  it('finds the keys of a lost encryption key once another is made in its place', async () => {
    const { storeKey, open, keychain, account, configuration } = await setUp();
    await storeKey();
    keychain.entries.delete(account());
    const { keys, encryption, add, noted } = open();
    await keys.set(add('Another').id, canaryKey(), 'Ada');
    await encryption.made();
    expect(keys.view(configuration).status).toBe('needs-reentry');
    expect(noted.map(({ action }) => action)).toContain('encryption-key.created');
  });
});
