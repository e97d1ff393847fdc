import { describe, expect, it } from 'vitest';
import { hintOf } from '#shared/domain/rules/key-rules.ts';
import { MemoryStorage } from '../registry/testing/memory-storage.ts';
import { fingerprintOf } from './fingerprint.ts';
import { canaryKey } from './testing/canary-key.ts';
import { type KeyServices, openKeyServices } from './testing/key-services.ts';
import { createKeychainDouble } from './testing/keychain-double.ts';
import { PowerCut } from './testing/power-cut.ts';

/** Two configurations, the first with a key, over stores that outlive Keywell. */
async function setUp() {
  const stores = { storage: new MemoryStorage(), keychain: createKeychainDouble() };
  const services = openKeyServices(stores);
  const [withKey, without] = [services.add('With a key'), services.add('Without')];
  const old = canaryKey();
  await services.keys.set(withKey.id, old, 'Ada');
  return { stores, withKey, without, old };
}

type Stores = Awaited<ReturnType<typeof setUp>>['stores'];

/** Carries `action` out in a Keywell that is stopped just before its nth write. False if it made fewer. */
async function cutShort(
  { storage, keychain }: Stores,
  beforeWrite: number,
  action: (services: KeyServices) => Promise<void>,
): Promise<boolean> {
  const cut = new PowerCut(beforeWrite);
  const services = openKeyServices({
    storage: cut.storage(storage),
    keychain: cut.keychain(keychain),
  });
  await action(services).catch(() => undefined);
  return cut.happened;
}

/** The same, and the next start of Keywell. */
async function stopped(
  stores: Stores,
  beforeWrite: number,
  action: (services: KeyServices) => Promise<void>,
) {
  const happened = await cutShort(stores, beforeWrite, action);
  const restarted = openKeyServices(stores);
  await restarted.encryption.review();
  return { ...restarted, happened };
}

/** The keychain and the record say the same of every configuration, and nothing is left half done. */
async function expectAgreement({ registry, keys }: KeyServices, entries: Map<string, string>) {
  expect(registry.keyRecords()).toMatchObject({ keyChanges: {}, rotatingTo: null });
  const accounts = [...entries.keys()].filter((name) => !name.startsWith('encryption-key:'));
  expect(Object.keys(registry.keyRecords().keys).sort()).toEqual(accounts.sort());
  for (const configuration of registry.list()) {
    const view = keys.view(configuration);
    if (view.status !== 'stored') continue;
    const key = await keys.keyForRun(configuration);
    expect(view.hint).toBe(hintOf(key ?? ''));
    expect(view.fingerprint).toBe(fingerprintOf(key ?? '', registry.fingerprintSalt));
  }
}

// More than the writes of any of these actions, so that the last ones are carried out whole.
const points = Array.from({ length: 7 }, (_, index) => index + 1);

describe.each(points)('Keywell stopped before write %i', (point) => {
  it('of a key that is set: it is there with its record, or neither is', async () => {
    const { stores, without } = await setUp();
    const key = canaryKey();
    const after = await stopped(stores, point, ({ keys }) => keys.set(without.id, key, 'Ada'));
    await expectAgreement(after, stores.keychain.entries);
    const { status } = after.keys.view(without);
    if (!after.happened) expect(status).toBe('stored');
    if (status === 'stored') expect(await after.keys.keyForRun(without)).toBe(key);
    else expect(status).toBe('absent');
  });

  it('of a key that is replaced: it is the old one or the new one, and can be used', async () => {
    const { stores, withKey, old } = await setUp();
    const key = canaryKey();
    const after = await stopped(stores, point, ({ keys }) => keys.replace(withKey.id, key, 'Ada'));
    await expectAgreement(after, stores.keychain.entries);
    const used = await after.keys.keyForRun(withKey);
    expect(after.happened ? [old, key] : [key]).toContain(used);
  });

  it('of a removal: the key is as it was, or gone with its record', async () => {
    const { stores, withKey, old } = await setUp();
    const after = await stopped(stores, point, ({ keys }) => keys.remove(withKey.id));
    await expectAgreement(after, stores.keychain.entries);
    const { status } = after.keys.view(withKey);
    if (!after.happened) expect(status).toBe('absent');
    if (status === 'stored') expect(await after.keys.keyForRun(withKey)).toBe(old);
    else expect(status).toBe('absent');
  });

  it('of a deletion: no key outlives its configuration', async () => {
    const { stores, withKey } = await setUp();
    const after = await stopped(stores, point, ({ keys, registry }) =>
      keys.remove(withKey.id, () => registry.remove(withKey.id)),
    );
    await expectAgreement(after, stores.keychain.entries);
    if (!after.happened) expect(after.registry.list()).toHaveLength(1);
  });

  it('of a rotation: the old encryption key is in force and opens, or the new one and says so', async () => {
    const { stores, withKey, old } = await setUp();
    const entry = stores.keychain.entries.get(withKey.id);
    const after = await stopped(stores, point, ({ encryption }) => encryption.rotate());
    await expectAgreement(after, stores.keychain.entries);
    expect(stores.keychain.entries.get(withKey.id)).toBe(entry);
    const actions = after.noted.map(({ action }) => action);
    expect(actions).not.toContain('encryption-key.changed-outside');
    if (after.keys.view(withKey).status === 'stored') {
      expect(after.happened).toBe(true);
      expect(await after.keys.keyForRun(withKey)).toBe(old);
    } else {
      await expect(after.keys.keyForRun(withKey)).rejects.toMatchObject({
        code: 'key-needs-reentry',
      });
      await after.keys.set(withKey.id, old, 'Ada');
      expect(await after.keys.keyForRun(withKey)).toBe(old);
    }
  });
});

it('says on record what became of a key whose saving was cut short', async () => {
  const { stores, without } = await setUp();
  const set = ({ keys }: KeyServices) => keys.set(without.id, canaryKey(), 'Ada');
  const before = await stopped(stores, 2, set);
  expect(before.noted).toMatchObject([
    { action: 'key.set', configurationId: without.id, detail: expect.stringMatching(/Nothing/) },
  ]);
  const after = await stopped(stores, 3, set);
  expect(after.noted).toMatchObject([
    { action: 'key.set', configurationId: without.id, detail: expect.stringMatching(/on record/) },
  ]);
  expect(JSON.stringify(after.noted)).not.toContain('canary');
});

/** A key that reached the keychain and not the record. */
async function withUnrecordedKey() {
  const { stores, without } = await setUp();
  const key = canaryKey();
  expect(await cutShort(stores, 3, ({ keys }) => keys.set(without.id, key, 'Ada'))).toBe(true);
  expect(stores.keychain.entries.has(without.id)).toBe(true);
  return { stores, configuration: without, key };
}

it('ends what was cut short before anything else is done with that key', async () => {
  const { stores, configuration } = await withUnrecordedKey();
  const { keys } = openKeyServices(stores);
  await keys.remove(configuration.id);
  expect(stores.keychain.entries.has(configuration.id)).toBe(false);
});

it('removes a key that reached the keychain for a configuration that is gone', async () => {
  const { stores, configuration } = await withUnrecordedKey();
  const { registry, encryption, noted } = openKeyServices(stores);
  registry.remove(configuration.id);
  await encryption.review();
  expect(stores.keychain.entries.has(configuration.id)).toBe(false);
  expect(noted).toMatchObject([{ action: 'key.removed', configurationId: configuration.id }]);
});

it('waits with it while the keychain cannot be read, and forgets nothing', async () => {
  const { stores, configuration, key } = await withUnrecordedKey();
  const { keys, encryption } = openKeyServices(stores);
  stores.keychain.state = 'locked';
  await expect(encryption.review()).rejects.toMatchObject({ code: 'keychain-locked' });
  await expect(keys.remove(configuration.id)).rejects.toMatchObject({ code: 'keychain-locked' });
  stores.keychain.state = 'available';
  await encryption.review();
  expect(await keys.keyForRun(configuration)).toBe(key);
});

it('keeps keys for this session meanwhile', async () => {
  const { stores, configuration } = await withUnrecordedKey();
  const { keys, vault } = openKeyServices(stores);
  stores.keychain.state = 'no-secret-service';
  await vault.setMode('session');
  const passing = canaryKey();
  await keys.set(configuration.id, passing, 'Ada');
  expect(await keys.keyForRun(configuration)).toBe(passing);
});
