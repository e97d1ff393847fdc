import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { VaultStatus } from '#shared/domain/vault.ts';
import { AppError } from '#shared/errors.ts';
import { canaryKey } from './testing/canary-key.ts';
import { createKeychainDouble, unevenly } from './testing/keychain-double.ts';
import { Vault, type VaultDependencies } from './vault.ts';

function setUp(options: Partial<VaultDependencies> = {}) {
  const keychain = createKeychainDouble();
  const announced: VaultStatus[] = [];
  const open = (more: Partial<VaultDependencies> = {}) =>
    new Vault({
      keychain,
      workspaceId: 'a workspace',
      onStatus: (status) => announced.push(status),
      ...options,
      ...more,
    });
  return { keychain, announced, open, vault: open() };
}

const withCode = (code: string) => ({ code });

describe('a key in the keychain', () => {
  it('is read back, also by the next start of Keywell', async () => {
    const { vault, open } = setUp();
    const [id, key] = [randomUUID(), canaryKey()];
    expect(await vault.store(id, key)).toMatchObject({ sessionOnly: false });
    expect(await vault.read(id)).toBe(key);
    expect(await open().read(id)).toBe(key);
  });

  it('is there only sealed, under the id of its configuration', async () => {
    const { vault, keychain } = setUp();
    const [id, key] = [randomUUID(), canaryKey()];
    await vault.store(id, key);
    expect(keychain.entries.get(id)).toMatch(/^v1\./);
    expect([...keychain.entries.values()].join()).not.toContain(key);
  });

  it('does not open when its entry is moved to another configuration', async () => {
    const { vault, keychain } = setUp();
    const [id, other] = [randomUUID(), randomUUID()];
    await vault.store(id, canaryKey());
    keychain.entries.set(other, keychain.entries.get(id) ?? '');
    await expect(vault.read(other)).rejects.toMatchObject(withCode('key-needs-reentry'));
  });

  it('is sealed under a key of its own workspace', async () => {
    const { vault, keychain, open } = setUp();
    await vault.store(randomUUID(), canaryKey());
    const before = keychain.entries.size;
    await open({ workspaceId: 'another workspace' }).store(randomUUID(), canaryKey());
    expect(keychain.entries.size).toBe(before + 2);
  });

  it('is the last one stored, and can be taken back', async () => {
    const { vault } = setUp();
    const [id, first, second] = [randomUUID(), canaryKey(), canaryKey()];
    await vault.store(id, first);
    const { undo } = await vault.store(id, second);
    expect(await vault.read(id)).toBe(second);
    await undo();
    expect(await vault.read(id)).toBe(first);
  });

  it('is absent once removed, until the removal is undone', async () => {
    const { vault } = setUp();
    const [id, key] = [randomUUID(), canaryKey()];
    await vault.store(id, key);
    const undo = await vault.remove(id);
    await expect(vault.read(id)).rejects.toMatchObject(withCode('key-absent'));
    await undo();
    expect(await vault.read(id)).toBe(key);
  });

  it('needs re-entry when the encryption key is gone or another, and nothing is deleted', async () => {
    const { vault, keychain, open } = setUp();
    const [id, key] = [randomUUID(), canaryKey()];
    await vault.store(id, key);
    const entries = new Map(keychain.entries);
    const account = [...entries.keys()].find((name) => name.startsWith('encryption-key:')) ?? '';

    const elsewhere = open({ environmentKey: randomBytes(32).toString('hex') });
    await expect(elsewhere.read(id)).rejects.toMatchObject(withCode('key-needs-reentry'));
    expect(keychain.entries).toEqual(entries);

    keychain.entries.delete(account);
    await expect(vault.read(id)).rejects.toMatchObject(withCode('key-needs-reentry'));
    expect(keychain.entries.get(id)).toBe(entries.get(id));

    keychain.entries.set(account, entries.get(account) ?? '');
    expect(await vault.read(id)).toBe(key);
  });

  it('shares one encryption key with others stored at the same moment', async () => {
    const keychain = createKeychainDouble();
    const vault = setUp({ keychain: unevenly(keychain, () => 3) }).vault;
    const keys = new Map(Array.from({ length: 5 }, () => [randomUUID(), canaryKey()]));
    await Promise.all([...keys].map(([id, key]) => vault.store(id, key)));
    for (const [id, key] of keys) expect(await vault.read(id)).toBe(key);
  });
});

describe('while the keychain does not answer', () => {
  it.each([
    ['locked', 'keychain-locked'],
    ['no-secret-service', 'keychain-no-service'],
    ['access-denied', 'keychain-access-denied'],
    ['not-supported', 'keychain-not-supported'],
  ] as const)('%s: nothing is read, written or removed, and it says why', async (state, code) => {
    const { vault, keychain } = setUp();
    const [id, key] = [randomUUID(), canaryKey()];
    await vault.store(id, key);
    const entries = new Map(keychain.entries);

    keychain.state = state;
    await expect(vault.read(id)).rejects.toMatchObject(withCode(code));
    await expect(vault.store(id, canaryKey())).rejects.toMatchObject(withCode(code));
    await expect(vault.remove(id)).rejects.toMatchObject(withCode(code));
    expect(vault.lastKeychainState).toBe(state);
    expect(keychain.entries).toEqual(entries);

    keychain.state = 'available';
    expect(await vault.status()).toMatchObject({ keychain: 'available', nextStep: null });
    expect(await vault.read(id)).toBe(key);
  });

  it('never makes an encryption key in place of one that cannot be read', async () => {
    const { vault, keychain, open } = setUp();
    const [id, key] = [randomUUID(), canaryKey()];
    await vault.store(id, key);
    keychain.state = 'locked';
    const reopened = open();
    await expect(reopened.store(randomUUID(), canaryKey())).rejects.toThrow(AppError);
    keychain.state = 'available';
    expect(await reopened.read(id)).toBe(key);
  });

  it('announces each change of state once', async () => {
    const { vault, keychain, announced } = setUp();
    await vault.status();
    await vault.status();
    keychain.state = 'locked';
    await vault.read(randomUUID()).catch(() => undefined);
    await vault.status();
    keychain.state = 'available';
    await vault.read(randomUUID()).catch(() => undefined);
    expect(announced.map((status) => status.keychain)).toEqual([
      'available',
      'locked',
      'available',
    ]);
  });

  it('knows no state before it has asked', () => {
    expect(setUp().vault.lastKeychainState).toBeNull();
  });
});

describe('for this session only', () => {
  it('keeps keys in memory, and nowhere else, until told to go back', async () => {
    const { vault, keychain } = setUp();
    keychain.state = 'no-secret-service';
    const [id, key] = [randomUUID(), canaryKey()];
    expect(await vault.setMode('session')).toMatchObject({ mode: 'session', sessionKeys: 0 });
    expect(await vault.store(id, key)).toMatchObject({ sessionOnly: true });
    expect(await vault.read(id)).toBe(key);
    expect(vault.holdsForSession(id)).toBe(true);
    expect(await vault.status()).toMatchObject({ mode: 'session', sessionKeys: 1 });
    expect(keychain.entries.size).toBe(0);

    await expect(vault.setMode('keychain')).rejects.toMatchObject(withCode('keychain-no-service'));
    expect(await vault.read(id)).toBe(key);

    keychain.state = 'available';
    expect(await vault.setMode('keychain')).toMatchObject({ mode: 'keychain', sessionKeys: 0 });
    await expect(vault.read(id)).rejects.toMatchObject(withCode('key-absent'));
    await vault.setMode('session');
    await expect(vault.read(id)).rejects.toMatchObject(withCode('key-absent'));
  });

  it('is never chosen by Keywell itself', async () => {
    const { vault, keychain } = setUp();
    keychain.state = 'locked';
    await vault.status();
    await vault.store(randomUUID(), canaryKey()).catch(() => undefined);
    expect(vault.mode).toBe('keychain');
  });

  it('comes before what the keychain holds, and leaves it as it is', async () => {
    const { vault } = setUp();
    const [id, kept, passing] = [randomUUID(), canaryKey(), canaryKey()];
    await vault.store(id, kept);
    await vault.setMode('session');
    expect(await vault.read(id)).toBe(kept);
    const { undo } = await vault.store(id, passing);
    expect(await vault.read(id)).toBe(passing);
    await undo();
    expect(await vault.read(id)).toBe(kept);
    await vault.store(id, passing);
    await vault.setMode('keychain');
    expect(await vault.read(id)).toBe(kept);
  });

  it('is removed together with the one in the keychain, or neither is', async () => {
    const { vault, keychain } = setUp();
    const [id, passing] = [randomUUID(), canaryKey()];
    await vault.store(id, canaryKey());
    await vault.setMode('session');
    await vault.store(id, passing);
    keychain.state = 'locked';
    await expect(vault.remove(id)).rejects.toMatchObject(withCode('keychain-locked'));
    expect(await vault.read(id)).toBe(passing);
    keychain.state = 'available';
    await vault.remove(id);
    await expect(vault.read(id)).rejects.toMatchObject(withCode('key-absent'));
  });

  it('can be removed on its own while the keychain does not answer', async () => {
    const { vault, keychain } = setUp();
    keychain.state = 'no-secret-service';
    await vault.setMode('session');
    const [id, key] = [randomUUID(), canaryKey()];
    await vault.store(id, key);
    const undo = await vault.removeFromSession(id);
    expect(vault.holdsForSession(id)).toBe(false);
    await undo();
    expect(await vault.read(id)).toBe(key);
  });
});

describe('an encryption key from the environment', () => {
  const bytes = randomBytes(32);
  const forms = [
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    bytes.toString('base64'),
    bytes.toString('base64url'),
    `  ${bytes.toString('base64')}\n`,
  ];

  it('is the same key in base64 and in hex, and is not put into the keychain', async () => {
    const { keychain, open } = setUp();
    const [id, key] = [randomUUID(), canaryKey()];
    await open({ environmentKey: forms[0] }).store(id, key);
    for (const environmentKey of forms) expect(await open({ environmentKey }).read(id)).toBe(key);
    expect([...keychain.entries.keys()]).toEqual([id]);
  });

  it.each(['', 'short', 'ff'.repeat(31), `${'ff'.repeat(32)}0`, bytes.toString('base64').slice(4)])(
    'is refused in plain words when malformed (%j), and nothing takes its place',
    async (environmentKey) => {
      const { vault, keychain } = setUp({ environmentKey });
      const failure = {
        code: 'encryption-key-malformed',
        message: expect.stringMatching(/KEYWELL_ENCRYPTION_KEY .* 32 bytes in base64 or hex/),
      };
      await expect(vault.store(randomUUID(), canaryKey())).rejects.toMatchObject(failure);
      expect(keychain.entries.size).toBe(0);
      const status = await vault.status();
      expect(status.message).toMatch(/KEYWELL_ENCRYPTION_KEY/);
      expect(status.nextStep).toMatch(/start Keywell again/);
      if (environmentKey !== '') expect(JSON.stringify(status)).not.toContain(environmentKey);
    },
  );
});
