import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { type Keyring, startKeyring } from './keyring.ts';

const keytarPath = createRequire(import.meta.url).resolve('keytar');

/** Asks keytar in a process of its own, as the app would. */
async function keytar(keyring: Keyring, call: string): Promise<string> {
  const script = `require(${JSON.stringify(keytarPath)}).${call}.then((found) => console.log(found), (error) => console.log(error.message))`;
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], {
    env: keyring.env,
  });
  return stdout.trim();
}

describe.runIf(process.platform === 'linux')('a throw-away keyring', () => {
  const started: Keyring[] = [];
  const start = async () => {
    const keyring = await startKeyring();
    started.push(keyring);
    return keyring;
  };
  afterEach(() => Promise.all(started.splice(0).map((keyring) => keyring.stop())));

  it('is empty, and holds what is put into it', async () => {
    const keyring = await start();
    expect(await keytar(keyring, "getPassword('Keywell', 'one')")).toBe('null');
    await keytar(keyring, "setPassword('Keywell', 'one', 'canary-1')");
    expect(await keytar(keyring, "getPassword('Keywell', 'one')")).toBe('canary-1');
  });

  it('shares nothing with another', async () => {
    const [mine, other] = await Promise.all([start(), start()]);
    await keytar(mine, "setPassword('Keywell', 'one', 'canary-1')");
    expect(await keytar(other, "getPassword('Keywell', 'one')")).toBe('null');
  });

  it('hides what it holds while locked, and gives it back once unlocked', async () => {
    const keyring = await start();
    await keytar(keyring, "setPassword('Keywell', 'one', 'canary-1')");
    await keyring.lock();
    expect(await keytar(keyring, "getPassword('Keywell', 'one')")).toBe('null');
    expect(await keytar(keyring, "setPassword('Keywell', 'two', 'canary-2')")).toContain('locked');
    await keyring.unlock();
    expect(await keytar(keyring, "getPassword('Keywell', 'one')")).toBe('canary-1');
  });

  it('is not started to answer, and has all it held once its service is', async () => {
    const keyring = await start();
    await keytar(keyring, "setPassword('Keywell', 'one', 'canary-1')");
    await keyring.stopService();
    expect(await keytar(keyring, "getPassword('Keywell', 'one')")).toContain(
      'org.freedesktop.secrets',
    );
    await keyring.startService();
    expect(await keytar(keyring, "getPassword('Keywell', 'one')")).toBe('canary-1');
    await keyring.stopBus();
    expect(await keytar(keyring, "getPassword('Keywell', 'one')")).toContain('connect');
  });

  it('leaves no file behind', async () => {
    const keyring = await start();
    const folder = join(keyring.env.XDG_RUNTIME_DIR ?? '', '..');
    expect(existsSync(folder)).toBe(true);
    await keyring.stop();
    expect(existsSync(folder)).toBe(false);
  });
});
