import { describe, expect, it } from 'vitest';
import type { Keychain } from './keychain.ts';
import { createKeytarKeychain, type KeytarOptions } from './keytar-keychain.ts';

type Keytar = Awaited<ReturnType<NonNullable<KeytarOptions['load']>>>;

/** keytar as it behaves on Linux, with what can go wrong there. */
function keytarDouble() {
  const entries = new Map<string, string>();
  const native = {
    entries,
    locked: false,
    /** What reads give once something has been written, instead of what was written. */
    readsBack: undefined as string | undefined,
    calls: 0,
    atOnce: 0,
    mostAtOnce: 0,
    prompts: 0,
    /** While set, native calls wait for it, as they do for a person at a prompt. */
    prompt: null as Promise<void> | null,
    /** The same for writes and deletions alone. */
    writePrompt: null as Promise<void> | null,
  };
  const call = async <T>(act: () => T, writes = false): Promise<T> => {
    native.calls += 1;
    native.atOnce += 1;
    native.mostAtOnce = Math.max(native.mostAtOnce, native.atOnce);
    try {
      await native.prompt;
      if (writes) await native.writePrompt;
      return act();
    } finally {
      native.atOnce -= 1;
    }
  };
  const at = (service: string, account: string) => `${service}/${account}`;
  const keytar: Keytar = {
    getPassword: (service, account) =>
      call(() => {
        if (native.locked && entries.has(at(service, account))) native.prompts += 1;
        return native.locked
          ? null
          : ((entries.has(at(service, account)) ? native.readsBack : undefined) ??
              entries.get(at(service, account)) ??
              null);
      }),
    setPassword: (service, account, secret) =>
      call(() => {
        if (native.locked) {
          native.prompts += 1;
          throw new Error('Cannot create an item in a locked collection');
        }
        entries.set(at(service, account), secret);
      }, true),
    deletePassword: (service, account) =>
      call(() => !native.locked && entries.delete(at(service, account)), true),
  };
  return { native, load: async () => keytar };
}

describe('the keychain through keytar', () => {
  it('keeps secrets by service and account', async () => {
    const { native, load } = keytarDouble();
    const keychain = createKeytarKeychain('A service', { load });
    await keychain.set('one', 'first');
    await keychain.set('two', 'second');
    await keychain.delete('one');
    await keychain.delete('never there');
    expect(await keychain.get('one')).toBeNull();
    expect(await keychain.get('two')).toBe('second');
    expect(native.entries.get('A service/two')).toBe('second');
    expect(await keychain.probe()).toBe('available');
  });

  it('never has two native calls under way', async () => {
    const { native, load } = keytarDouble();
    const keychain = createKeytarKeychain('s', { load });
    await Promise.all([
      ...Array.from({ length: 10 }, (_, n) => keychain.set(`account ${n % 3}`, `secret ${n}`)),
      keychain.probe(),
      keychain.delete('account 0'),
    ]);
    expect(native.mostAtOnce).toBe(1);
  });

  it('is not supported where the native module cannot be loaded', async () => {
    const keychain = createKeytarKeychain('s', {
      load: () => Promise.reject(new Error('keytar.node: cannot open shared object file')),
    });
    expect(await keychain.probe()).toBe('not-supported');
    await expect(keychain.get('one')).rejects.toMatchObject({ code: 'keychain-not-supported' });
  });

  it('takes the null of a locked keyring for locked, not for absent', async () => {
    const { native, load } = keytarDouble();
    const keychain = createKeytarKeychain('s', { load });
    await keychain.set('one', 'first');
    native.locked = true;
    for (const attempt of [
      () => keychain.get('one'),
      () => keychain.set('one', 'other'),
      () => keychain.delete('one'),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: 'keychain-locked' });
    }
    expect(await keychain.probe()).toBe('locked');
    native.locked = false;
    expect(await keychain.probe()).toBe('available');
    expect(await keychain.get('one')).toBe('first');
  });

  it('prompts once a probe, whether or not it has seen the keyring open', async () => {
    const { native, load } = keytarDouble();
    native.locked = true;
    await createKeytarKeychain('s', { load }).probe();
    expect(native.prompts).toBe(1);

    native.locked = false;
    const keychain = createKeytarKeychain('s', { load });
    await keychain.set('one', 'first');
    native.locked = true;
    native.prompts = 0;
    await keychain.probe();
    expect(native.prompts).toBe(1);
    native.prompts = 0;
    await keychain.probe();
    expect(native.prompts).toBe(1);
  });

  it('says so when what was written does not come back', async () => {
    const { native, load } = keytarDouble();
    const keychain = createKeytarKeychain('s', { load });
    await keychain.probe();
    native.readsBack = 'something else';
    await expect(keychain.set('one', 'first')).rejects.toMatchObject({
      code: 'keychain-write-failed',
    });
  });

  it('gives up on a prompt that nobody answers, and starts nothing more behind it', async () => {
    const { native, load } = keytarDouble();
    const keychain = createKeytarKeychain('s', { load, patienceMs: 20, probePatienceMs: 20 });
    native.prompt = new Promise(() => undefined);
    expect(await keychain.probe()).toBe('locked');
    expect(await keychain.probe()).toBe('locked');
    await expect(keychain.get('one')).rejects.toMatchObject({
      code: 'keychain-locked',
      message: expect.stringMatching(/waiting for you to unlock it/),
    });
    await expect(keychain.set('one', 'first')).rejects.toMatchObject({ code: 'keychain-locked' });
    expect(native.calls).toBe(1);
  });

  const changes: readonly [string, (keychain: Keychain) => Promise<void>][] = [
    ['a write', (keychain) => keychain.set('one', 'late')],
    ['a deletion', (keychain) => keychain.delete('one')],
  ];

  it.each(changes)('undoes %s that outlived its caller', async (_, change) => {
    const { native, load } = keytarDouble();
    await createKeytarKeychain('s', { load }).set('one', 'first');

    const keychain = createKeytarKeychain('s', { load, patienceMs: 100 });
    await keychain.probe();
    const prompt = Promise.withResolvers<void>();
    native.writePrompt = prompt.promise;
    await expect(change(keychain)).rejects.toMatchObject({ code: 'keychain-locked' });
    expect(native.atOnce).toBe(1);
    native.writePrompt = null;
    prompt.resolve();
    // A probe takes its turn after whatever is still under way.
    expect(await keychain.probe()).toBe('available');
    expect(native.entries.get('s/one')).toBe('first');
  });

  it('passes on nothing of what keytar said', async () => {
    const keychain = createKeytarKeychain('s', {
      load: async () => ({
        getPassword: () => Promise.reject(new Error('canary-from-below')),
        setPassword: () => Promise.reject(new Error('canary-from-below')),
        deletePassword: () => Promise.reject(new Error('canary-from-below')),
      }),
    });
    const failure: unknown = await keychain.get('one').catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: expect.stringMatching(/^keychain-/) });
    expect(String(failure)).not.toContain('canary');
  });
});
