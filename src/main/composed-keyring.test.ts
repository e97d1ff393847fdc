import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { KeychainState } from '#shared/domain/vault.ts';
import { configurationFields } from './registry/testing/configuration-fields.ts';
import { temporaryDataFolder } from './testing/composed-core.ts';
import { CoreProcess } from './testing/core-process.ts';
import { canaryKey } from './vault/testing/canary-key.ts';
import { Keyring, keyringMissing } from './vault/testing/keyring.ts';

const missing = keyringMissing();

/** A provider that shows its models to the holder of one key alone. */
async function providerFor(key: string): Promise<string> {
  const server = createServer((request, response) => {
    const accepted = request.headers.authorization === `Bearer ${key}`;
    response.writeHead(accepted ? 200 : 401, { 'content-type': 'application/json' });
    response.end(accepted ? '{"data":[{"id":"a-model"}]}' : '{"error":{"message":"No."}}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
}

describe.runIf(missing === null)('Keywell with a real gnome-keyring', { timeout: 60_000 }, () => {
  let keyring: Keyring;
  beforeEach(async () => {
    keyring = new Keyring();
    await keyring.startBus();
  }, 60_000);
  afterEach(() => keyring.dispose(), 60_000);

  async function start(dataFolder = temporaryDataFolder(), env = keyring.env) {
    const keywell = await CoreProcess.start(dataFolder, env);
    onTestFinished(() => keywell.kill());
    return keywell;
  }

  async function create(keywell: CoreProcess, key: string) {
    const fields = configurationFields({
      name: 'Kept',
      provider: 'custom',
      model: 'a-model',
      baseUrl: await providerFor(key),
      authentication: 'key',
    });
    return (await keywell.request('configurations.create', { fields })).id;
  }

  const keyStatus = async (keywell: CoreProcess) =>
    (await keywell.request('configurations.list', {})).configurations[0]?.key.status;

  /** Says what is wrong and what to do; refuses whatever needs the keychain; deletes nothing. */
  async function expectUnavailable(
    keywell: CoreProcess,
    id: string,
    state: KeychainState,
    code: string,
  ) {
    expect(await keywell.refusal('keys.verify', { configurationId: id })).toBe(code);
    const replacing = { configurationId: id, key: canaryKey() };
    expect(await keywell.refusal('keys.replace', replacing)).toBe(code);
    expect(await keywell.refusal('keys.remove', { configurationId: id })).toBe(code);
    expect(await keywell.refusal('configurations.delete', { id })).toBe(code);
    expect(await keywell.refusal('encryption.rotate', { confirmation: 'rotate' })).toBe(code);
    const status = await keywell.request('vault.status', {});
    expect(status).toMatchObject({ keychain: state, mode: 'keychain' });
    expect(status.nextStep).toMatch(/try again/);
    expect(await keyStatus(keywell)).toBe('unavailable');
  }

  async function expectRecovered(keywell: CoreProcess, id: string) {
    expect(await keywell.request('vault.status', {})).toMatchObject({ keychain: 'available' });
    expect(await keyStatus(keywell)).toBe('stored');
    const verified = await keywell.request('keys.verify', { configurationId: id });
    expect(verified.modelCount).toBe(1);
    // Entries from while the keychain could not be read have no seal; none of them is missing or was changed.
    expect((await keywell.request('audit.verify', {})).state).not.toBe('broken');
  }

  it('says that it was locked in mid-session, loses no key, and goes on once it is unlocked', async () => {
    await keyring.start();
    const keywell = await start();
    const key = canaryKey();
    const id = await create(keywell, key);
    await keywell.request('keys.set', { configurationId: id, key });
    await keyring.lock();
    await expectUnavailable(keywell, id, 'locked', 'keychain-locked');
    await keyring.unlock();
    await expectRecovered(keywell, id);
    expect(keywell.log).not.toContain(key);
  });

  it('says that the secret service was stopped, and finds the one that takes its place', async () => {
    await keyring.start();
    const keywell = await start();
    const key = canaryKey();
    const id = await create(keywell, key);
    await keywell.request('keys.set', { configurationId: id, key });
    for (let round = 0; round < 2; round += 1) {
      await keyring.stop();
      await expectUnavailable(keywell, id, 'no-secret-service', 'keychain-no-service');
      await keyring.start();
      await expectRecovered(keywell, id);
    }
  });

  it('opens where there is none, keeps a key for the session, and keeps it for good once there is one', async () => {
    const dataFolder = temporaryDataFolder();
    const keywell = await start(dataFolder);
    const key = canaryKey();
    const id = await create(keywell, key);
    const setting = { configurationId: id, key };
    expect(await keywell.request('vault.status', {})).toMatchObject({
      keychain: 'no-secret-service',
    });
    expect(await keywell.refusal('keys.set', setting)).toBe('keychain-no-service');
    await keywell.request('vault.setMode', { mode: 'session' });
    await keywell.request('keys.set', setting);
    await keywell.request('keys.verify', { configurationId: id });
    expect(await keywell.refusal('vault.setMode', { mode: 'keychain' })).toBe(
      'keychain-no-service',
    );

    await keyring.start();
    await keywell.request('vault.setMode', { mode: 'keychain' });
    expect(await keyStatus(keywell)).toBe('absent');
    await keywell.request('keys.set', setting);
    await expectRecovered(keywell, id);
    await keywell.close();
    await expectRecovered(await start(dataFolder), id);
  });

  it('opens with a locked one, and with no D-Bus at all, and shows the key again when it can be had', async () => {
    await keyring.start();
    const dataFolder = temporaryDataFolder();
    const first = await start(dataFolder);
    const key = canaryKey();
    const id = await create(first, key);
    await first.request('keys.set', { configurationId: id, key });
    await first.close();

    const withoutBus = await start(dataFolder, keyring.envWithoutBus);
    await expectUnavailable(withoutBus, id, 'no-secret-service', 'keychain-no-service');
    await withoutBus.close();

    await keyring.lock();
    const last = await start(dataFolder);
    await expectUnavailable(last, id, 'locked', 'keychain-locked');
    await keyring.unlock();
    await expectRecovered(last, id);
  });
});

if (missing !== null) it.skip(`Keywell with a real gnome-keyring: ${missing}`);
