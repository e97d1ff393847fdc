import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { canaryKey } from './testing/canary-key.ts';
import { Keyring, keyringMissing } from './testing/keyring.ts';

const missing = keyringMissing();
const script = fileURLToPath(new URL('./testing/vault.child.ts', import.meta.url));

describe.runIf(missing === null)('a vault in a real gnome-keyring', { timeout: 60_000 }, () => {
  let keyring: Keyring;
  let processes: VaultProcess[];
  const open = (env = keyring.env) => {
    const opened = new VaultProcess(env);
    processes.push(opened);
    return opened;
  };

  beforeEach(async () => {
    processes = [];
    keyring = new Keyring();
    await keyring.startBus();
  }, 60_000);
  afterEach(async () => {
    await Promise.all(processes.map((one) => one.end()));
    await keyring.dispose();
  }, 60_000);

  it('keeps a key over a restart of Keywell and of the keyring, and forgets it when told to', async () => {
    await keyring.start();
    const [id, key] = [randomUUID(), canaryKey()];
    const vault = open();
    expect(await vault.call('status')).toMatchObject({ value: { keychain: 'available' } });
    expect(await vault.call('store', id, key)).toMatchObject({ value: { sessionOnly: false } });
    expect(await vault.call('read', id)).toEqual({ value: key });

    await keyring.stop();
    await keyring.start();
    const later = open();
    expect(await later.call('read', id)).toEqual({ value: key });
    expect(await later.call('remove', id)).toEqual({ value: null });
    expect(await later.call('read', id)).toEqual({ failure: 'key-absent' });
  });

  it('knows a keyring that is locked while it runs, loses nothing, and goes on once it is unlocked', async () => {
    await keyring.start();
    const [id, key] = [randomUUID(), canaryKey()];
    const vault = open();
    await vault.call('store', id, key);

    await keyring.lock();
    expect(await vault.call('read', id)).toEqual({ failure: 'keychain-locked' });
    expect(await vault.call('read', randomUUID())).toEqual({ failure: 'keychain-locked' });
    expect(await vault.call('store', id, canaryKey())).toEqual({ failure: 'keychain-locked' });
    expect(await vault.call('remove', id)).toEqual({ failure: 'keychain-locked' });
    expect(await vault.call('status')).toMatchObject({ value: { keychain: 'locked' } });

    await keyring.unlock();
    expect(await vault.call('status')).toMatchObject({ value: { keychain: 'available' } });
    expect(await vault.call('read', id)).toEqual({ value: key });
  });

  it('knows a keyring that was locked before it began', async () => {
    await keyring.start();
    const [id, key] = [randomUUID(), canaryKey()];
    await open().call('store', id, key);
    await keyring.lock();
    const vault = open();
    expect(await vault.call('read', id)).toEqual({ failure: 'keychain-locked' });
    expect(await vault.call('store', id, canaryKey())).toEqual({ failure: 'keychain-locked' });
    await keyring.unlock();
    expect(await vault.call('read', id)).toEqual({ value: key });
  });

  it('goes on with a secret service that comes late, or comes back', async () => {
    const [id, key] = [randomUUID(), canaryKey()];
    const vault = open();
    expect(await vault.call('status')).toMatchObject({ value: { keychain: 'no-secret-service' } });
    expect(await vault.call('store', id, key)).toEqual({ failure: 'keychain-no-service' });

    await keyring.start();
    expect(await vault.call('store', id, key)).toMatchObject({ value: { sessionOnly: false } });

    for (let round = 0; round < 2; round += 1) {
      await keyring.stop();
      expect(await vault.call('read', id)).toEqual({ failure: 'keychain-no-service' });
      expect(await vault.call('remove', id)).toEqual({ failure: 'keychain-no-service' });
      expect(await vault.call('status')).toMatchObject({
        value: { keychain: 'no-secret-service' },
      });
      await keyring.start();
      expect(await vault.call('status')).toMatchObject({ value: { keychain: 'available' } });
      expect(await vault.call('read', id)).toEqual({ value: key });
    }
  });

  it('says so where there is no D-Bus at all', async () => {
    const vault = open(keyring.envWithoutBus);
    expect(await vault.call('status')).toMatchObject({ value: { keychain: 'no-secret-service' } });
    expect(await vault.call('read', randomUUID())).toEqual({ failure: 'keychain-no-service' });
    expect(await vault.call('store', randomUUID(), canaryKey())).toEqual({
      failure: 'keychain-no-service',
    });
  });
});

if (missing !== null) it.skip(`a vault in a real gnome-keyring: ${missing}`);

class VaultProcess {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #answers: Interface;

  constructor(env: NodeJS.ProcessEnv) {
    this.#child = spawn(process.execPath, [script], { env, stdio: ['pipe', 'pipe', 'inherit'] });
    this.#answers = createInterface({ input: this.#child.stdout });
  }

  async call(...request: readonly string[]): Promise<unknown> {
    const answer = once(this.#answers, 'line');
    this.#child.stdin.write(`${JSON.stringify(request)}\n`);
    const [line] = await answer;
    return JSON.parse(line);
  }

  async end(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await gone;
  }
}
