import { randomBytes } from 'node:crypto';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { ConfigurationsChange } from '#shared/domain/configuration.ts';
import { ComposedCore, temporaryDataFolder } from './testing/composed-core.ts';
import { canaryKey } from './vault/testing/canary-key.ts';
import { createKeychainDouble } from './vault/testing/keychain-double.ts';

function setUp() {
  const keychain = createKeychainDouble();
  const dataFolder = temporaryDataFolder();
  let open: ComposedCore | null = null;
  const close = async () => {
    await open?.close();
    open = null;
  };
  onTestFinished(close);
  /** Starts Keywell, anew if it runs, and lets it find out how the keychain answers. */
  const start = async (encryptionKey?: string) => {
    await close();
    open = await ComposedCore.open(dataFolder, keychain, encryptionKey);
    await open.request('vault.status', {});
    return open;
  };
  return { keychain, start };
}

/** What Keywell does in the background is done well before. */
const soon = { timeout: 10_000 };

const statusIs = (core: ComposedCore, id: string, status: string) =>
  vi.waitFor(async () => expect((await core.view(id)).key.status).toBe(status), soon);

describe('keys held for one session', () => {
  it('are shown as gone to everyone once the session vault is dropped', async () => {
    const { start } = setUp();
    const core = await start();
    const { id } = await core.create('Passing');
    await core.request('vault.setMode', { mode: 'session' });
    await core.request('keys.set', { configurationId: id, key: canaryKey() });
    core.events.length = 0;
    await core.request('vault.setMode', { mode: 'keychain' });
    const changes = core.events.filter(({ event }) => event === 'configurations.changed');
    const last = changes.at(-1)?.payload as ConfigurationsChange | undefined;
    expect(last?.upserted).toMatchObject([
      { id, key: { status: 'absent', hint: null, sessionOnly: false } },
    ]);
  });

  it('show by their fingerprints where the same key is used', async () => {
    const { start } = setUp();
    const core = await start();
    const [kept, passing] = [await core.create('Kept'), await core.create('Passing')];
    const key = canaryKey();
    await core.request('keys.set', { configurationId: kept.id, key });
    await core.request('vault.setMode', { mode: 'session' });
    const { key: view } = await core.request('keys.set', { configurationId: passing.id, key });
    expect(view.sessionOnly).toBe(true);
    expect(view.fingerprint).toBe((await core.view(kept.id)).key.fingerprint);
  });
});

describe('an encryption key that changed between two starts', { timeout: 20_000 }, () => {
  const [before, after] = [randomBytes(32).toString('hex'), randomBytes(32).toString('base64')];

  it('is noticed; keys need re-entry, nothing is deleted, and the old one brings them back', async () => {
    const { keychain, start } = setUp();
    const first = await start(before);
    const { id } = await first.create('Kept');
    const key = canaryKey();
    await first.request('keys.set', { configurationId: id, key });
    const stored = (await first.view(id)).key;
    const entry = keychain.entries.get(id);

    const second = await start(after);
    await statusIs(second, id, 'needs-reentry');
    expect((await second.view(id)).key).toEqual({ ...stored, status: 'needs-reentry' });
    expect(await second.request('encryption.status', {})).toEqual({
      source: 'environment',
      needsReentry: [id],
    });
    expect(keychain.entries.get(id)).toBe(entry);
    const noticed = await vi.waitFor(async () => {
      const [newest, before] = await second.records();
      expect(newest?.action).toBe('key.re-entry-needed');
      return [before, newest];
    }, soon);
    expect(noticed).toMatchObject([
      { action: 'encryption-key.changed-outside', actor: { id: 'keywell' }, target: null },
      { action: 'key.re-entry-needed', outcome: 'noted', target: { id, name: 'Kept' } },
    ]);

    const third = await start(before);
    await statusIs(third, id, 'stored');
    expect((await third.view(id)).key).toEqual(stored);
    expect(await third.request('encryption.status', {})).toMatchObject({ needsReentry: [] });
  });

  it('leaves the keys alone that were entered again under it', async () => {
    const { start } = setUp();
    const first = await start(before);
    const [one, two] = [await first.create('One'), await first.create('Two')];
    for (const { id } of [one, two]) {
      await first.request('keys.set', { configurationId: id, key: canaryKey() });
    }
    const second = await start(after);
    await statusIs(second, one.id, 'needs-reentry');
    await second.request('keys.set', { configurationId: one.id, key: canaryKey() });

    const third = await start(after);
    await statusIs(third, one.id, 'stored');
    await statusIs(third, two.id, 'needs-reentry');
    const fourth = await start(before);
    await statusIs(fourth, two.id, 'stored');
    await statusIs(fourth, one.id, 'needs-reentry');
  });

  it('is not taken for changed while a malformed one is given', async () => {
    const { start } = setUp();
    const first = await start(before);
    const { id } = await first.create('Kept');
    await first.request('keys.set', { configurationId: id, key: canaryKey() });
    const second = await start('not a key');
    expect((await second.request('vault.status', {})).message).toMatch(/KEYWELL_ENCRYPTION_KEY/);
    expect((await second.view(id)).key.status).toBe('stored');
    expect(await (await start(before)).request('encryption.status', {})).toMatchObject({
      needsReentry: [],
    });
  });

  it('is noticed when it is gone from the keychain, and when it is put back there', async () => {
    const { keychain, start } = setUp();
    const first = await start();
    const { id } = await first.create('Kept');
    await first.request('keys.set', { configurationId: id, key: canaryKey() });
    const [account = '', secret = ''] =
      [...keychain.entries].find(([name]) => name.startsWith('encryption-key:')) ?? [];
    keychain.entries.delete(account);
    const second = await start();
    await statusIs(second, id, 'needs-reentry');
    expect(await second.request('encryption.status', {})).toMatchObject({ source: 'none' });
    keychain.entries.set(account, secret);
    const third = await start();
    await statusIs(third, id, 'stored');
  });

  it('is looked for once the keychain answers, when it did not at the start', async () => {
    const { keychain, start } = setUp();
    const first = await start(before);
    const { id } = await first.create('Kept');
    await first.request('keys.set', { configurationId: id, key: canaryKey() });
    keychain.state = 'locked';
    const second = await start(after);
    expect((await second.view(id)).key.status).toBe('unavailable');
    keychain.state = 'available';
    await second.request('vault.status', {});
    await statusIs(second, id, 'needs-reentry');
  });
});

describe('rotating the encryption key', () => {
  it('asks for the typed confirmation, then leaves every key to be entered again', async () => {
    const { keychain, start } = setUp();
    const core = await start();
    const { id } = await core.create('Kept');
    const key = canaryKey();
    await core.request('keys.set', { configurationId: id, key });
    await core.approve(id);
    const entry = keychain.entries.get(id);
    const before = (await core.view(id)).key;
    expect(before.approvedAt).not.toBeNull();

    const refused = await core.refusal('encryption.rotate', { confirmation: 'yes' });
    expect(refused.data?.fields?.confirmation).toMatch(/rotate/);
    expect((await core.view(id)).key).toEqual(before);

    expect(await core.request('encryption.rotate', { confirmation: 'rotate' })).toEqual({
      source: 'keychain',
      needsReentry: [id],
    });
    expect((await core.view(id)).key).toEqual({ ...before, status: 'needs-reentry' });
    expect(keychain.entries.get(id)).toBe(entry);
    const record = await core.records();
    expect(record.filter(({ action }) => action === 'encryption-key.rotated')).toMatchObject([
      { outcome: 'done' },
      { outcome: 'failed' },
    ]);
    expect(record.filter(({ action }) => action === 'key.re-entry-needed')).toMatchObject([
      { outcome: 'noted', target: { id } },
    ]);

    await core.request('keys.set', { configurationId: id, key });
    expect((await core.view(id)).key).toEqual(before);
    expect(await core.request('encryption.status', {})).toMatchObject({ needsReentry: [] });
  });

  it('is refused where the environment supplies the key, saying how to do it there', async () => {
    const { start } = setUp();
    const core = await start(randomBytes(32).toString('hex'));
    const refused = await core.refusal('encryption.rotate', { confirmation: 'rotate' });
    expect(refused.message).toMatch(/Set the variable to 32 new random bytes/);
  });
});

describe('deleting a configuration', () => {
  it('deletes nothing while its key cannot be removed, and says why', async () => {
    const { keychain, start } = setUp();
    const core = await start();
    const { id } = await core.create('Kept');
    await core.request('keys.set', { configurationId: id, key: canaryKey() });
    keychain.state = 'locked';
    expect(await core.refusal('configurations.delete', { id })).toMatchObject({
      code: 'keychain-locked',
    });
    expect((await core.view(id)).key).toMatchObject({ status: 'unavailable' });
    expect(keychain.entries.has(id)).toBe(true);

    keychain.state = 'available';
    await core.request('configurations.delete', { id });
    expect(keychain.entries.has(id)).toBe(false);
    expect((await core.request('configurations.list', {})).configurations).toEqual([]);
  });

  it('leaves no key behind that was being set meanwhile', async () => {
    const { keychain, start } = setUp();
    const core = await start();
    const { id } = await core.create('Kept');
    const set = () => core.request('keys.set', { configurationId: id, key: canaryKey() });
    const outcomes = await Promise.allSettled([
      set(),
      core.request('configurations.delete', { id }),
      set(),
    ]);
    expect(outcomes).toMatchObject([
      { status: 'fulfilled' },
      { status: 'fulfilled' },
      { status: 'rejected', reason: { code: 'not-found' } },
    ]);
    expect(keychain.entries.has(id)).toBe(false);
  });
});

it('puts on record what it does about a key whose saving was cut short', async () => {
  const { keychain, start } = setUp();
  const first = await start();
  const { id } = await first.create('Kept');
  const { set } = keychain;
  const written = Promise.withResolvers<void>();
  keychain.set = async (account, secret) => {
    await set(account, secret);
    if (account !== id) return;
    // As if Keywell were killed now: nothing after it is done.
    written.resolve();
    await new Promise(() => undefined);
  };
  void first.refusal('keys.set', { configurationId: id, key: canaryKey() });
  await written.promise;
  expect((await first.view(id)).key.status).toBe('absent');

  keychain.set = set;
  const second = await start();
  await statusIs(second, id, 'stored');
  const noted = (await second.records()).filter(({ actor }) => actor.id === 'keywell');
  expect(noted).toMatchObject([
    { action: 'key.set', target: { id, name: 'Kept' }, detail: expect.stringMatching(/on record/) },
    { action: 'encryption-key.created' },
  ]);
});

it('logs an unexpected error without the key that it carries', async () => {
  const { keychain, start } = setUp();
  const core = await start();
  const { id } = await core.create('Kept');
  const key = 'plain canary of no known shape'.replaceAll(' ', '-');
  const { set } = keychain;
  keychain.set = (account, secret) => {
    if (account !== id) return set(account, secret);
    const words = new Error(`could not write ${key}\n    at ${key}`, { cause: new Error(key) });
    return Promise.reject(Object.assign(words, { code: key, key }));
  };
  const refused = await core.refusal('keys.set', { configurationId: id, key });
  expect(refused.code).toBe('internal');
  expect(JSON.stringify(refused)).not.toContain(key);
  const log = core.lines.join('\n');
  expect(log).toContain('composed-keys.test.ts');
  expect(log).not.toContain(key);
});
