import { describe, expect, it } from 'vitest';
import { ChatCompletionsServer } from '../../e2e/providers/chat-completions-server.ts';
import { configurationFields } from './registry/testing/configuration-fields.ts';
import { MemoryStorage } from './registry/testing/memory-storage.ts';
import type { ComposedCore } from './testing/composed-core.ts';
import { startCore } from './testing/start-core.ts';
import { canaryKey } from './vault/testing/canary-key.ts';
import { createKeychainDouble } from './vault/testing/keychain-double.ts';

/** Where an Editor would like the key of somebody else to go. */
const elsewhere = configurationFields({
  name: 'One',
  provider: 'custom',
  model: 'a-model',
  baseUrl: 'http://127.0.0.1:10/v1',
  authentication: 'key',
});

function move(core: ComposedCore, id: string) {
  return core.send('configurations.update', { id, revision: 1, fields: elsewhere });
}

function importOver(core: ComposedCore) {
  const text = JSON.stringify({
    format: 'keywell-configurations',
    version: 1,
    exportedAt: '2026-11-23T09:00:00.000Z',
    configurations: [elsewhere],
  });
  return core.send('workspace.import', { text, conflicts: 'replace' });
}

/** A keychain whose next write waits until it is let go. */
function holdingKeychain() {
  const keychain = createKeychainDouble();
  const reached = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const { set } = keychain;
  let account: string | null = null;
  keychain.set = async (name, secret) => {
    if (name === account) {
      reached.resolve();
      await released.promise;
    }
    await set(name, secret);
  };
  const hold = (id: string) => {
    account = id;
    return reached.promise;
  };
  return { keychain, hold, release: () => released.resolve() };
}

describe('a key on its way into the keychain goes to no other host than the one it was entered for', () => {
  it.each([
    ['by an update', (core: ComposedCore, id: string) => move(core, id), 'forbidden'],
    ['by an import', (core: ComposedCore) => importOver(core), 'invalid-input'],
  ])('%s', async (_how, attempt, code) => {
    const { keychain, hold, release } = holdingKeychain();
    const { core } = await startCore({ keychain });
    const { id } = await core.create('One');
    const reached = hold(id);
    const storing = core.request('keys.set', { configurationId: id, key: canaryKey() });
    await reached;
    await core.actWith('editor');
    expect(await attempt(core, id)).toMatchObject({ ok: false, error: { code } });
    release();
    expect(await storing).toMatchObject({ baseUrl: 'http://127.0.0.1:9/v1' });
  });

  it('when Keywell is stopped before it is on record', async () => {
    const storage = new MemoryStorage();
    const { keychain, hold } = holdingKeychain();
    const { core } = await startCore({ keychain, storage });
    const { id } = await core.create('One');
    const reached = hold(id);
    void core.send('keys.set', { configurationId: id, key: canaryKey() });
    await reached;

    const next = createKeychainDouble();
    next.state = 'locked';
    const { core: second } = await startCore({ keychain: next, storage });
    await second.actWith('editor');
    expect(await move(second, id)).toMatchObject({ ok: false, error: { code: 'forbidden' } });
  });

  it('when the configuration was moved before it came to be stored', async () => {
    const keychain = createKeychainDouble();
    const { core } = await startCore({ keychain });
    const [{ id }, { id: other }] = [await core.create('One'), await core.create('Other')];
    await core.request('keys.set', { configurationId: other, key: canaryKey() });
    const key = canaryKey();
    const { get } = keychain;
    const asked = Promise.withResolvers<void>();
    const answered = Promise.withResolvers<void>();
    keychain.get = async (account) => {
      if (account !== id) return get(account);
      asked.resolve();
      await answered.promise;
      return get(account);
    };
    const storing = core.refusal('keys.set', { configurationId: id, key });
    await asked.promise;
    await core.actWith('editor');
    expect(await move(core, id)).toMatchObject({ ok: true });
    answered.resolve();
    expect(await storing).toMatchObject({ code: 'conflict' });
    expect((await core.view(id)).key.status).toBe('absent');
    expect(keychain.entries.has(id)).toBe(false);
  });
});

it('the list of models is asked for without the stored key where requests go without one', async () => {
  const server = await ChatCompletionsServer.start();
  const { core } = await startCore();
  const { baseUrl } = server;
  const fields = configurationFields({ ...elsewhere, baseUrl });
  const { id } = await core.request('configurations.create', { fields });
  await core.request('keys.set', { configurationId: id, key: canaryKey() });
  const without = { ...fields, authentication: 'none' } as const;
  await core.request('configurations.update', { id, revision: 1, fields: without });
  const endpoint = { provider: 'custom', baseUrl, allowUnencrypted: false } as const;
  await core.send('models.list', { configurationId: id, ...endpoint, refresh: true });
  await server.close();
  expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([undefined]);
});

it('a key was used by a run, and not by asking for the list of models', async () => {
  const server = await ChatCompletionsServer.start();
  const { core } = await startCore();
  const { baseUrl } = server;
  const fields = configurationFields({ ...elsewhere, baseUrl });
  const { id } = await core.request('configurations.create', { fields });
  const key = canaryKey();
  await core.request('keys.set', { configurationId: id, key });
  const endpoint = { provider: 'custom', baseUrl, allowUnencrypted: false } as const;
  await core.send('models.list', { configurationId: id, ...endpoint, refresh: true });
  expect(server.requests.map(({ apiKey }) => apiKey)).toEqual([key]);
  expect((await core.view(id)).key.lastUsedAt).toBeNull();
  await core.request('generation.start', {
    runId: crypto.randomUUID(),
    configurationId: id,
    messages: [{ role: 'user', content: 'Hello' }],
    systemPrompt: null,
  });
  expect((await core.view(id)).key.lastUsedAt).not.toBeNull();
  await server.close();
});
