import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Configuration } from '#shared/domain/configuration.ts';
import { AppError } from '#shared/errors.ts';
import type { KeyFact } from './key-facts.ts';
import { Keys } from './keys.ts';
import { canaryKey } from './testing/canary-key.ts';
import { aConfiguration, createKeyRecordsDouble } from './testing/key-records-double.ts';
import { createKeychainDouble } from './testing/keychain-double.ts';
import { Vault } from './vault.ts';

function setUp() {
  const keychain = createKeychainDouble();
  const records = createKeyRecordsDouble();
  const vault = new Vault({ keychain, workspaceId: 'w', onStatus: () => undefined });
  const changed: string[] = [];
  const noted: KeyFact[] = [];
  const asked: { readonly id: string; readonly key: string }[] = [];
  let clock = Date.parse('2026-11-20T09:00:00.000Z');
  const provider = { answer: async () => 3 };
  const keys = new Keys({
    records,
    vault,
    verify(configuration, key) {
      asked.push({ id: configuration.id, key });
      return provider.answer();
    },
    now() {
      clock += 1_000;
      return new Date(clock);
    },
    onChange: (id) => changed.push(id),
    note: async (fact) => {
      noted.push(fact);
    },
  });
  const add = (authentication: 'key' | 'none' = 'key') => {
    const configuration = aConfiguration(randomUUID(), authentication);
    records.configurations.set(configuration.id, configuration);
    return configuration;
  };
  return { keychain, records, vault, changed, noted, asked, provider, keys, add };
}

describe('setting a key', () => {
  it('stores it, and shows its hint, its fingerprint, who set it and when, and nothing more', async () => {
    const { keys, add, changed, records } = setUp();
    const configuration = add();
    const key = canaryKey();
    await keys.set(configuration.id, `  ${key}\n`, 'Ada');
    expect(keys.view(configuration)).toEqual({
      status: 'stored',
      hint: key.slice(-4),
      fingerprint: expect.stringMatching(/^[0-9a-f]{12}$/),
      setAt: '2026-11-20T09:00:01.000Z',
      setBy: 'Ada',
      lastVerifiedAt: null,
      lastUsedAt: null,
      approvedAt: null,
      approvedBy: null,
      sessionOnly: false,
    });
    expect(await keys.keyForRun(configuration)).toBe(key);
    expect(changed).toContain(configuration.id);
    expect(JSON.stringify([...records.metadata])).not.toContain(key);
  });

  it('is refused where one is stored, which stays', async () => {
    const { keys, add } = setUp();
    const configuration = add();
    const key = canaryKey();
    await keys.set(configuration.id, key, 'Ada');
    await expect(keys.set(configuration.id, canaryKey(), 'Eve')).rejects.toMatchObject({
      code: 'key-exists',
    });
    expect(await keys.keyForRun(configuration)).toBe(key);
    expect(keys.view(configuration).setBy).toBe('Ada');
  });

  it('is refused for what cannot be a key, with a sentence for the field that does not repeat it', async () => {
    const { keys, add, keychain } = setUp();
    const configuration = add();
    const failure = await keys.set(configuration.id, 'canary- two words', 'Ada').catch((e) => e);
    expect(failure).toMatchObject({
      code: 'key-malformed',
      data: { fields: { key: failure.message } },
    });
    expect(failure.message).not.toContain('canary');
    expect(keychain.entries.size).toBe(0);
  });

  it('is refused for a configuration that is not there', async () => {
    const { keys, keychain } = setUp();
    await expect(keys.set(randomUUID(), canaryKey(), 'Ada')).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(keychain.entries.size).toBe(0);
  });

  it('leaves no record when the keychain refuses', async () => {
    const { keys, add, keychain, records } = setUp();
    const configuration = add();
    keychain.state = 'access-denied';
    await expect(keys.set(configuration.id, canaryKey(), 'Ada')).rejects.toMatchObject({
      code: 'keychain-access-denied',
    });
    expect(records.metadata.size).toBe(0);
  });

  it('leaves no key when the record cannot be written', async () => {
    const { keys, add, keychain, records } = setUp();
    const configuration = add();
    records.failWrites = true;
    await expect(keys.set(configuration.id, canaryKey(), 'Ada')).rejects.toMatchObject({
      code: 'storage-failed',
    });
    expect(keychain.entries.has(configuration.id)).toBe(false);
    expect(keys.view(configuration).status).toBe('absent');
  });

  it('leaves no key when the configuration is deleted meanwhile', async () => {
    const { keys, add, keychain, records } = setUp();
    const configuration = add();
    const setting = keys.set(configuration.id, canaryKey(), 'Ada');
    records.configurations.delete(configuration.id);
    await expect(setting).rejects.toMatchObject({ code: 'not-found' });
    expect(keychain.entries.has(configuration.id)).toBe(false);
  });
});

describe('replacing a key', () => {
  it('puts the new one in the place of the old, with a record of its own', async () => {
    const { keys, add } = setUp();
    const configuration = add();
    const [first, second] = [canaryKey(), canaryKey()];
    await keys.set(configuration.id, first, 'Ada');
    await keys.keyForRun(configuration);
    await keys.replace(configuration.id, second, 'Grace');
    expect(await keys.keyForRun(configuration)).toBe(second);
    expect(keys.view(configuration)).toMatchObject({ hint: second.slice(-4), setBy: 'Grace' });
  });

  it('is refused where none is stored', async () => {
    const { keys, add } = setUp();
    await expect(keys.replace(add().id, canaryKey(), 'Ada')).rejects.toMatchObject({
      code: 'key-absent',
    });
  });

  it.each(['keychain', 'record'])(
    'keeps the old key and record when the %s cannot be written',
    async (what) => {
      const { keys, add, keychain, records } = setUp();
      const configuration = add();
      const key = canaryKey();
      await keys.set(configuration.id, key, 'Ada');
      const before = keys.view(configuration);
      if (what === 'record') records.failWrites = true;
      else keychain.failNextSet = new AppError('keychain-write-failed', 'It did not come back.');
      await expect(keys.replace(configuration.id, canaryKey(), 'Eve')).rejects.toThrow(AppError);
      records.failWrites = false;
      expect(keys.view(configuration)).toEqual(before);
      expect(await keys.keyForRun(configuration)).toBe(key);
    },
  );
});

describe('removing a key', () => {
  it('removes it from the keychain and from the record', async () => {
    const { keys, add, keychain } = setUp();
    const configuration = add();
    await keys.set(configuration.id, canaryKey(), 'Ada');
    await keys.remove(configuration.id);
    expect(keychain.entries.has(configuration.id)).toBe(false);
    expect(keys.view(configuration)).toMatchObject({ status: 'absent', hint: null });
    await expect(keys.keyForRun(configuration)).rejects.toMatchObject({ code: 'key-absent' });
  });

  it.each(['keychain', 'record'])('changes nothing when the %s cannot be written', async (what) => {
    const { keys, add, keychain, records } = setUp();
    const configuration = add();
    const key = canaryKey();
    await keys.set(configuration.id, key, 'Ada');
    if (what === 'record') records.failWrites = true;
    else keychain.state = 'locked';
    await expect(keys.remove(configuration.id)).rejects.toThrow(AppError);
    records.failWrites = false;
    keychain.state = 'available';
    expect(keys.view(configuration).hint).toBe(key.slice(-4));
    expect(await keys.keyForRun(configuration)).toBe(key);
  });

  it('asks nothing of the keychain where there is no key', async () => {
    const { keys, add, keychain } = setUp();
    keychain.state = 'no-secret-service';
    await expect(keys.remove(add().id)).resolves.toBeUndefined();
  });
});

/** Grace approves the key that is shown. */
function approve(keys: Keys, configuration: Configuration): Promise<void> {
  return keys.approve(configuration.id, keys.view(configuration).fingerprint ?? '', 'Grace');
}

describe('approving a key', () => {
  it('that was replaced since it was looked at is refused, and the one stored now stays as it is', async () => {
    const { keys, add } = setUp();
    const configuration = add();
    await keys.set(configuration.id, canaryKey(), 'Ada');
    const seen = keys.view(configuration).fingerprint ?? '';
    await keys.replace(configuration.id, canaryKey(), 'Eve');
    await expect(keys.approve(configuration.id, seen, 'Grace')).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('replaced in the meantime'),
    });
    expect(keys.view(configuration).approvedAt).toBeNull();
  });

  it('records who and when, for the key now stored alone', async () => {
    const { keys, add } = setUp();
    const configuration = add();
    await keys.set(configuration.id, canaryKey(), 'Ada');
    await approve(keys, configuration);
    expect(keys.view(configuration)).toMatchObject({
      approvedAt: '2026-11-20T09:00:02.000Z',
      approvedBy: 'Grace',
      setBy: 'Ada',
    });
    await keys.replace(configuration.id, canaryKey(), 'Ada');
    expect(keys.view(configuration)).toMatchObject({ approvedAt: null, approvedBy: null });
  });

  it('is refused where there is none, or none that opens', async () => {
    const { keys, add, keychain } = setUp();
    const configuration = add();
    await expect(approve(keys, configuration)).rejects.toMatchObject({
      code: 'key-absent',
    });
    await keys.set(configuration.id, canaryKey(), 'Ada');
    keychain.entries.delete(configuration.id);
    await keys.check(configuration.id);
    await expect(approve(keys, configuration)).rejects.toMatchObject({
      code: 'key-needs-reentry',
    });
    expect(keys.view(configuration).approvedAt).toBeNull();
  });

  it('of a key held for this session is not written, and goes with it', async () => {
    const { keys, add, vault, records } = setUp();
    const configuration = add();
    await vault.setMode('session');
    await keys.set(configuration.id, canaryKey(), 'Ada');
    await approve(keys, configuration);
    expect(keys.view(configuration).approvedBy).toBe('Grace');
    expect(records.metadata.size).toBe(0);
  });
});

describe('a key that needs re-entry', () => {
  it.each(['set', 'replace'] as const)(
    'is recognised when the same one is entered again (%s): it is as old, and as approved, as before',
    async (how) => {
      const { keys, add, keychain } = setUp();
      const configuration = add();
      const key = canaryKey();
      await keys.set(configuration.id, key, 'Ada');
      await approve(keys, configuration);
      const before = keys.view(configuration);
      keychain.entries.delete(configuration.id);
      await keys.check(configuration.id);
      await keys[how](configuration.id, key, 'Eve');
      expect(keys.view(configuration)).toEqual(before);
    },
  );

  it('starts anew when another one is entered', async () => {
    const { keys, add, keychain } = setUp();
    const configuration = add();
    await keys.set(configuration.id, canaryKey(), 'Ada');
    await approve(keys, configuration);
    keychain.entries.delete(configuration.id);
    await keys.check(configuration.id);
    await keys.set(configuration.id, canaryKey(), 'Eve');
    expect(keys.view(configuration)).toMatchObject({ setBy: 'Eve', approvedBy: null });
  });

  it('is put on record once', async () => {
    const { keys, add, keychain, noted } = setUp();
    const configuration = add();
    await keys.set(configuration.id, canaryKey(), 'Ada');
    keychain.entries.delete(configuration.id);
    await keys.check(configuration.id);
    await keys.check(configuration.id);
    expect(noted).toMatchObject([
      { action: 'key.re-entry-needed', configurationId: configuration.id },
    ]);
  });
});

describe('verifying a key', () => {
  it('asks the provider with the stored key and records when', async () => {
    const { keys, add, asked } = setUp();
    const configuration = add();
    const key = canaryKey();
    await keys.set(configuration.id, key, 'Ada');
    const { verifiedAt, modelCount } = await keys.verify(configuration.id);
    expect(modelCount).toBe(3);
    expect(asked).toEqual([{ id: configuration.id, key }]);
    expect(keys.view(configuration).lastVerifiedAt).toBe(verifiedAt);
  });

  it('before saving stores nothing, and is remembered for that key alone', async () => {
    const { keys, add, keychain } = setUp();
    const [one, other] = [add(), add()];
    const key = canaryKey();
    const { verifiedAt } = await keys.verify(one.id, key);
    expect(keychain.entries.size).toBe(0);
    await keys.set(one.id, key, 'Ada');
    expect(keys.view(one).lastVerifiedAt).toBe(verifiedAt);

    await keys.set(other.id, key, 'Ada');
    expect(keys.view(other).lastVerifiedAt).toBeNull();
    await keys.replace(one.id, canaryKey(), 'Ada');
    expect(keys.view(one).lastVerifiedAt).toBeNull();
  });

  it('does not count for a configuration that was changed since', async () => {
    const { keys, add, records } = setUp();
    const configuration = add();
    const key = canaryKey();
    await keys.verify(configuration.id, key);
    records.configurations.set(configuration.id, { ...configuration, revision: 2 });
    await keys.set(configuration.id, key, 'Ada');
    expect(keys.view(configuration).lastVerifiedAt).toBeNull();
  });

  it('passes on the refusal of the provider and records nothing', async () => {
    const { keys, add, provider } = setUp();
    const configuration = add();
    await keys.set(configuration.id, canaryKey(), 'Ada');
    provider.answer = () => Promise.reject(new AppError('key-rejected', 'It was rejected.'));
    await expect(keys.verify(configuration.id)).rejects.toMatchObject({ code: 'key-rejected' });
    expect(keys.view(configuration).lastVerifiedAt).toBeNull();
  });

  it('does not vouch for a key that took the place of the verified one meanwhile', async () => {
    const { keys, add, provider } = setUp();
    const configuration = add();
    await keys.set(configuration.id, canaryKey(), 'Ada');
    provider.answer = async () => {
      await keys.replace(configuration.id, canaryKey(), 'Ada');
      return 1;
    };
    await keys.verify(configuration.id);
    expect(keys.view(configuration).lastVerifiedAt).toBeNull();
  });
});

describe('a key for a run', () => {
  it('is null only where none is needed and none is stored', async () => {
    const { keys, add } = setUp();
    const [free, needing] = [add('none'), add('key')];
    expect(await keys.keyForRun(free)).toBeNull();
    expect(keys.view(free).status).toBe('not-required');
    await expect(keys.keyForRun(needing)).rejects.toMatchObject({ code: 'key-absent' });
    const key = canaryKey();
    await keys.set(free.id, key, 'Ada');
    expect(await keys.keyForRun(free)).toBe(key);
  });

  it('is never left out because the keychain does not answer', async () => {
    const { keys, add, keychain } = setUp();
    const free = add('none');
    await keys.set(free.id, canaryKey(), 'Ada');
    keychain.state = 'locked';
    await expect(keys.keyForRun(free)).rejects.toMatchObject({ code: 'keychain-locked' });
  });

  it('records when it was used, and is given out also when that cannot be written', async () => {
    const { keys, add, records } = setUp();
    const configuration = add();
    const key = canaryKey();
    await keys.set(configuration.id, key, 'Ada');
    await keys.keyForRun(configuration);
    expect(keys.view(configuration).lastUsedAt).toBe('2026-11-20T09:00:02.000Z');
    records.failWrites = true;
    expect(await keys.keyForRun(configuration)).toBe(key);
  });

  it('that the keychain lost needs re-entry; its record stays', async () => {
    const { keys, add, keychain } = setUp();
    const configuration = add();
    const key = canaryKey();
    await keys.set(configuration.id, key, 'Ada');
    const envelope = keychain.entries.get(configuration.id) ?? '';
    keychain.entries.delete(configuration.id);
    await expect(keys.keyForRun(configuration)).rejects.toMatchObject({
      code: 'key-needs-reentry',
    });
    expect(keys.view(configuration)).toMatchObject({
      status: 'needs-reentry',
      hint: key.slice(-4),
    });
    keychain.entries.set(configuration.id, envelope);
    expect(await keys.keyForRun(configuration)).toBe(key);
    expect(keys.view(configuration).status).toBe('stored');
  });

  it('is never one that differs from the one on record', async () => {
    const { keys, add, vault } = setUp();
    const configuration = add();
    await keys.set(configuration.id, canaryKey(), 'Ada');
    await vault.store(configuration.id, canaryKey());
    await expect(keys.keyForRun(configuration)).rejects.toMatchObject({
      code: 'key-needs-reentry',
    });
    expect(keys.view(configuration).status).toBe('needs-reentry');
  });

  it('that needs re-entry can be set anew', async () => {
    const { keys, add, keychain } = setUp();
    const configuration = add();
    await keys.set(configuration.id, canaryKey(), 'Ada');
    keychain.entries.delete(configuration.id);
    await keys.keyForRun(configuration).catch(() => undefined);
    const key = canaryKey();
    await keys.set(configuration.id, key, 'Ada');
    expect(await keys.keyForRun(configuration)).toBe(key);
  });
});

describe('what is shown of a key', () => {
  it('is unavailable while the keychain cannot be read, and comes back', async () => {
    const { keys, add, keychain, vault } = setUp();
    const [withKey, without] = [add(), add()];
    await keys.set(withKey.id, canaryKey(), 'Ada');
    keychain.state = 'locked';
    await vault.status();
    expect(keys.view(withKey).status).toBe('unavailable');
    expect(keys.view(without).status).toBe('absent');
    keychain.state = 'available';
    await vault.status();
    expect(keys.view(withKey).status).toBe('stored');
  });

  it('says of a key for this session that it is one; its record is never written', async () => {
    const { keys, add, keychain, vault, records } = setUp();
    const configuration = add();
    const key = canaryKey();
    keychain.state = 'no-secret-service';
    await vault.setMode('session');
    await keys.set(configuration.id, key, 'Ada');
    await keys.verify(configuration.id);
    expect(await keys.keyForRun(configuration)).toBe(key);
    expect(keys.view(configuration)).toMatchObject({
      status: 'stored',
      sessionOnly: true,
      hint: key.slice(-4),
      lastVerifiedAt: expect.any(String),
      lastUsedAt: expect.any(String),
    });
    expect(records.metadata.size).toBe(0);

    await keys.remove(configuration.id);
    expect(keys.view(configuration)).toMatchObject({ status: 'absent', sessionOnly: false });

    await keys.set(configuration.id, key, 'Ada');
    keychain.state = 'available';
    await vault.setMode('keychain');
    expect(keys.view(configuration)).toMatchObject({ status: 'absent', sessionOnly: false });
  });

  it('is of the key in the keychain again when the session ends', async () => {
    const { keys, add, vault } = setUp();
    const configuration = add();
    const [kept, passing] = [canaryKey(), canaryKey()];
    await keys.set(configuration.id, kept, 'Ada');
    await vault.setMode('session');
    await keys.replace(configuration.id, passing, 'Ada');
    expect(keys.view(configuration)).toMatchObject({ hint: passing.slice(-4), sessionOnly: true });
    expect(await keys.keyForRun(configuration)).toBe(passing);
    await vault.setMode('keychain');
    expect(keys.view(configuration)).toMatchObject({ hint: kept.slice(-4), sessionOnly: false });
    expect(await keys.keyForRun(configuration)).toBe(kept);
  });
});
