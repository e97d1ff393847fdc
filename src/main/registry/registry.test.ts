import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { ConfigurationFields } from '#shared/domain/configuration.ts';
import { defaultSettings } from '#shared/domain/settings.ts';
import { AppError } from '#shared/errors.ts';
import type { MemberRecord } from '../access/member-record.ts';
import type { RegistryChange } from './registry.ts';
import { configurationFields } from './testing/configuration-fields.ts';
import { keyMetadata } from './testing/key-metadata.ts';
import { MemoryStorage } from './testing/memory-storage.ts';
import { testRegistry } from './testing/test-registry.ts';

const unknownId = '00000000-0000-4000-8000-000000000000';

function setUp() {
  const storage = new MemoryStorage();
  const registry = testRegistry(storage);
  const changes: RegistryChange[] = [];
  registry.onChange((change) => changes.push(change));
  const create = (fields: Partial<ConfigurationFields> = {}) =>
    registry.create(configurationFields(fields));
  return { storage, registry, changes, create };
}

/** The `AppError` that `action` ends in. */
function refusal(action: () => unknown): AppError {
  try {
    action();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}

describe('a new registry', () => {
  test('is empty, has no default, and writes nothing', () => {
    const { storage, registry } = setUp();
    expect(registry.list()).toEqual([]);
    expect(registry.effectiveDefault()).toBeNull();
    expect(registry.settings()).toEqual(defaultSettings);
    registry.flush();
    expect(storage.writes).toBe(0);
  });

  test('keeps the salt it began with', () => {
    const { storage, registry, create } = setUp();
    create();
    expect(testRegistry(storage).fingerprintSalt).toBe(registry.fingerprintSalt);
    expect(testRegistry(new MemoryStorage()).fingerprintSalt).not.toBe(registry.fingerprintSalt);
  });
});

describe('creating', () => {
  test('stamps the record and keeps it', () => {
    const { storage, registry, changes, create } = setUp();
    const created = create({ name: 'Laptop' });
    expect(created).toMatchObject({ name: 'Laptop', revision: 1, createdAt: created.updatedAt });
    expect(registry.get(created.id)).toEqual(created);
    expect(changes).toEqual([{ upserted: [created.id], removed: [] }]);
    expect(testRegistry(storage).list()).toEqual([created]);
  });

  test('tidies what was typed', () => {
    const { create } = setUp();
    const created = create({
      name: '  Cafe\u0301 ',
      provider: 'openai',
      authentication: 'none',
      model: ' gpt-4o ',
      baseUrl: ' ',
      systemPrompt: ' \n ',
      keepAlive: '',
      tags: [' work', 'Work', 'home '],
    });
    expect(created).toMatchObject({
      name: 'Caf\u00e9',
      authentication: 'key',
      model: 'gpt-4o',
      baseUrl: null,
      systemPrompt: null,
      keepAlive: null,
      tags: ['work', 'home'],
    });
  });

  test('leaves the choice of authentication where there is one, and the words of a prompt alone', () => {
    const { create } = setUp();
    const created = create({
      provider: 'custom',
      baseUrl: 'https://host/v1 ',
      systemPrompt: ' a ',
    });
    expect(created).toMatchObject({
      authentication: 'none',
      baseUrl: 'https://host/v1',
      systemPrompt: ' a ',
    });
  });

  test('is not affected by what happens to the given object afterwards', () => {
    const { registry } = setUp();
    const headers = { 'X-Title': 'one' };
    const tags = ['one'];
    const { id } = registry.create(configurationFields({ headers, tags }));
    headers['X-Title'] = 'two';
    tags.push('two');
    expect(registry.get(id)).toMatchObject({ headers: { 'X-Title': 'one' }, tags: ['one'] });
  });

  test('is refused under a taken name, in whatever case and composition', () => {
    const { registry, create } = setUp();
    create({ name: 'Café' });
    const error = refusal(() => create({ name: ' CAFE\u0301 ' }));
    expect(error.code).toBe('name-taken');
    expect(error.data?.fields?.name).toMatch(/already a configuration named/);
    expect(error.message).toMatch(/not saved/);
    expect(registry.list()).toHaveLength(1);
  });

  test('is refused with a sentence for each field with a fault', () => {
    const { create } = setUp();
    create();
    const error = refusal(() => create({ name: 'laptop', model: '', temperature: 7 }));
    expect(error.code).toBe('invalid-input');
    expect(Object.keys(error.data?.fields ?? {}).sort()).toEqual(['model', 'name', 'temperature']);
    expect(error.message).toMatch(/2 more fields/);
  });

  test('is refused with a field that no configuration has, such as a key', () => {
    const { create, storage } = setUp();
    const fields = { notes: '', apiKey: 'canary' };
    const error = refusal(() => create(fields));
    expect(error.code).toBe('invalid-input');
    expect(error.data?.fields?.apiKey).toBeDefined();
    expect(JSON.stringify(error.toShape())).not.toContain('canary');
    expect(storage.writes).toBe(0);
  });

  test('is refused with text that is too long to be read back', () => {
    const { create } = setUp();
    const error = refusal(() => create({ notes: 'x '.repeat(20_000) }));
    expect(error.code).toBe('invalid-input');
    expect(error.data?.fields?.notes).toMatch(/Shorten/);
  });
});

describe('updating', () => {
  test('replaces the fields and counts the revision', () => {
    const { storage, registry, changes, create } = setUp();
    const first = create();
    create({ name: 'Other' });
    const updated = registry.update(first.id, 1, configurationFields({ name: 'Desk', model: 'x' }));
    expect(updated).toMatchObject({ id: first.id, name: 'Desk', model: 'x', revision: 2 });
    expect(updated.createdAt).toBe(first.createdAt);
    expect(updated.updatedAt > first.updatedAt).toBe(true);
    expect(registry.list().map(({ name }) => name)).toEqual(['Desk', 'Other']);
    expect(changes.at(-1)).toEqual({ upserted: [first.id], removed: [] });
    expect(testRegistry(storage).list()).toEqual(registry.list());
  });

  test('is refused when the record has changed since', () => {
    const { registry, create } = setUp();
    const { id } = create();
    const updated = registry.update(id, 1, configurationFields({ notes: 'one' }));
    const error = refusal(() => registry.update(id, 1, configurationFields({ notes: 'two' })));
    expect(error.code).toBe('conflict');
    expect(error.message).toContain('"Laptop"');
    expect(registry.get(id)).toEqual(updated);
  });

  test('may keep or respell its own name, but not take that of another', () => {
    const { registry, create } = setUp();
    const { id } = create({ name: 'Laptop' });
    create({ name: 'Desk' });
    expect(registry.update(id, 1, configurationFields({ name: 'LAPTOP' })).name).toBe('LAPTOP');
    const error = refusal(() => registry.update(id, 2, configurationFields({ name: 'desk' })));
    expect(error.code).toBe('name-taken');
  });

  test('frees the old name', () => {
    const { registry, create } = setUp();
    const { id } = create({ name: 'Laptop' });
    registry.update(id, 1, configurationFields({ name: 'Desk' }));
    expect(create({ name: 'laptop' }).name).toBe('laptop');
  });

  test('keeps the mark as default and what is remembered of the key', () => {
    const { registry, create } = setUp();
    const { id } = create();
    registry.setDefault(id);
    registry.setKeyMetadata(id, keyMetadata());
    registry.update(id, 1, configurationFields({ notes: 'new' }));
    expect(registry.effectiveDefault()).toEqual({ id, reason: 'marked' });
    expect(registry.keyMetadata(id)).toEqual(keyMetadata());
  });
});

describe('duplicating', () => {
  test('counts the copies, and copies everything but the key', () => {
    const { registry, create } = setUp();
    const { id } = create({ name: 'X', notes: 'note', headers: { 'X-Title': 'a' } });
    registry.setKeyMetadata(id, keyMetadata());
    const copy = registry.duplicate(id);
    expect(copy).toMatchObject({ name: 'X (copy)', notes: 'note', revision: 1 });
    expect(copy.headers).toEqual({ 'X-Title': 'a' });
    expect(copy.id).not.toBe(id);
    expect(registry.keyMetadata(copy.id)).toBeNull();
    expect(registry.duplicate(id).name).toBe('X (copy 2)');
    expect(registry.duplicate(copy.id).name).toBe('X (copy 3)');
    expect(registry.list().map(({ name }) => name)).toEqual([
      'X',
      'X (copy)',
      'X (copy 2)',
      'X (copy 3)',
    ]);
  });

  test('fills a gap that is free in any spelling', () => {
    const { registry, create } = setUp();
    const { id } = create({ name: 'X' });
    create({ name: 'x (COPY)' });
    expect(registry.duplicate(id).name).toBe('X (copy 2)');
  });

  test('never makes a name that is too long, or cuts a character in half', () => {
    const { registry, create } = setUp();
    const { id } = create({ name: '🔑'.repeat(80) });
    for (const suffix of [' (copy)', ' (copy 2)']) {
      const { name } = registry.duplicate(id);
      expect([...name]).toHaveLength(80);
      expect(name).toBe(`${'🔑'.repeat(80 - suffix.length)}${suffix}`);
    }
  });
});

describe('removing', () => {
  test('takes the mark and the memory of the key along, in one write', () => {
    const { storage, registry, changes, create } = setUp();
    const { id } = create();
    registry.setDefault(id);
    registry.setKeyMetadata(id, keyMetadata());
    const before = storage.writes;
    registry.remove(id);
    expect(storage.writes).toBe(before + 1);
    expect(changes.at(-1)).toEqual({ upserted: [], removed: [id] });
    expect(registry.keyMetadata(id)).toBeNull();
    expect(registry.effectiveDefault()).toBeNull();
    expect(storage.read()).toMatchObject({ configurations: [], keys: {}, defaultId: null });
  });

  test('frees the name and leaves the others', () => {
    const { registry, create } = setUp();
    const first = create({ name: 'One' });
    const second = create({ name: 'Two' });
    registry.remove(first.id);
    expect(registry.list()).toEqual([second]);
    expect(refusal(() => registry.get(first.id)).code).toBe('not-found');
    expect(create({ name: 'one' }).name).toBe('one');
  });
});

describe('the default', () => {
  test('is the marked one, or else the one created last', () => {
    const { registry, create } = setUp();
    const one = create({ name: 'One' });
    const two = create({ name: 'Two' });
    expect(registry.effectiveDefault()).toEqual({ id: two.id, reason: 'most-recent' });
    registry.setDefault(one.id);
    expect(registry.effectiveDefault()).toEqual({ id: one.id, reason: 'marked' });
    registry.setDefault(null);
    expect(registry.effectiveDefault()).toEqual({ id: two.id, reason: 'most-recent' });
  });

  test('moves in one write that names the old and the new one', () => {
    const { storage, registry, changes, create } = setUp();
    const one = create({ name: 'One' });
    const two = create({ name: 'Two' });
    registry.setDefault(one.id);
    const before = storage.writes;
    registry.setDefault(two.id);
    expect(storage.writes).toBe(before + 1);
    expect(changes.at(-1)).toEqual({ upserted: [one.id, two.id], removed: [] });
    expect(testRegistry(storage).effectiveDefault()).toEqual({ id: two.id, reason: 'marked' });
  });
});

test.each<[string, (registry: ReturnType<typeof testRegistry>) => unknown]>([
  ['get', (registry) => registry.get(unknownId)],
  ['update', (registry) => registry.update(unknownId, 1, configurationFields())],
  ['duplicate', (registry) => registry.duplicate(unknownId)],
  ['remove', (registry) => registry.remove(unknownId)],
  ['setDefault', (registry) => registry.setDefault(unknownId)],
  ['setKeyMetadata', (registry) => registry.setKeyMetadata(unknownId, keyMetadata())],
])('%s of a configuration that is not there is refused', (_, action) => {
  const { storage, registry, changes } = setUp();
  expect(refusal(() => action(registry)).code).toBe('not-found');
  expect(storage.writes).toBe(0);
  expect(changes).toEqual([]);
});

describe('what is remembered of a key', () => {
  test('is kept, replaced and forgotten', () => {
    const { storage, registry, changes, create } = setUp();
    const { id } = create();
    registry.setKeyMetadata(id, keyMetadata());
    expect(testRegistry(storage).keyMetadata(id)).toEqual(keyMetadata());
    expect(changes.at(-1)).toEqual({ upserted: [id], removed: [] });
    registry.setKeyMetadata(id, keyMetadata({ hint: '9876' }));
    expect(registry.keyMetadata(id)?.hint).toBe('9876');
    registry.setKeyMetadata(id, null);
    expect(testRegistry(storage).keyMetadata(id)).toBeNull();
  });

  test('is refused when it could not be read back', () => {
    const { storage, registry, create } = setUp();
    const { id } = create();
    expect(() => registry.setKeyMetadata(id, keyMetadata({ hint: 'canary' }))).toThrow();
    expect(registry.keyMetadata(id)).toBeNull();
    expect(testRegistry(storage).keyMetadata(id)).toBeNull();
  });

  test('includes its last use: at once in memory, on disk with the next write', () => {
    const { storage, registry, changes, create } = setUp();
    const { id } = create();
    registry.setKeyMetadata(id, keyMetadata());
    const before = storage.writes;
    const usedAt = '2026-11-23T10:00:00.000Z';
    registry.touchKey(id, usedAt);
    expect(registry.keyMetadata(id)?.lastUsedAt).toBe(usedAt);
    expect(storage.writes).toBe(before);
    registry.flush();
    expect(storage.writes).toBe(before + 1);
    expect(changes.at(-1)).toEqual({ upserted: [id], removed: [] });
    expect(testRegistry(storage).keyMetadata(id)?.lastUsedAt).toBe(usedAt);
    registry.flush();
    expect(storage.writes).toBe(before + 1);
  });

  test('a use is written a few seconds later without being asked, or else with the next', () => {
    vi.useFakeTimers();
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const { storage, registry, create } = setUp();
    const { id } = create();
    registry.setKeyMetadata(id, keyMetadata());
    const before = storage.writes;
    const written = () => testRegistry(storage).keyMetadata(id)?.lastUsedAt;
    registry.touchKey(id, '2026-11-23T10:00:00.000Z');
    registry.touchKey(id, '2026-11-23T10:00:01.000Z');
    vi.advanceTimersByTime(5_000);
    expect(storage.writes).toBe(before + 1);
    expect(written()).toBe('2026-11-23T10:00:01.000Z');

    storage.failing = true;
    registry.touchKey(id, '2026-11-23T11:00:00.000Z');
    vi.advanceTimersByTime(60_000);
    storage.failing = false;
    registry.touchKey(id, '2026-11-23T12:00:00.000Z');
    vi.advanceTimersByTime(5_000);
    expect(written()).toBe('2026-11-23T12:00:00.000Z');
    expect(vi.getTimerCount()).toBe(0);
  });

  test('nothing is written after the last flush', () => {
    vi.useFakeTimers();
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const { storage, registry, create } = setUp();
    const { id } = create();
    registry.setKeyMetadata(id, keyMetadata());
    registry.touchKey(id, '2026-11-23T10:00:00.000Z');
    storage.failing = true;
    expect(() => registry.flush()).toThrow();
    expect(vi.getTimerCount()).toBe(0);
  });

  test('a use written along with another change is announced with it', () => {
    const { registry, changes, create } = setUp();
    const one = create({ name: 'One' });
    registry.setKeyMetadata(one.id, keyMetadata());
    registry.touchKey(one.id, '2026-11-23T10:00:00.000Z');
    const two = create({ name: 'Two' });
    expect(changes.at(-1)).toEqual({ upserted: [two.id, one.id], removed: [] });
    registry.touchKey(one.id, '2026-11-23T11:00:00.000Z');
    registry.remove(one.id);
    expect(changes.at(-1)).toEqual({ upserted: [], removed: [one.id] });
  });

  test('a use of a key that is gone is no error', () => {
    const { registry, create } = setUp();
    const { id } = create();
    registry.touchKey(id, '2026-11-23T10:00:00.000Z');
    registry.touchKey(unknownId, '2026-11-23T10:00:00.000Z');
    expect(registry.keyMetadata(id)).toBeNull();
  });
});

test('settings change one by one and are kept', () => {
  const { storage, registry, changes } = setUp();
  expect(registry.updateSettings({ theme: 'dark' })).toEqual({ ...defaultSettings, theme: 'dark' });
  registry.updateSettings({ sidebarCollapsed: true });
  expect(testRegistry(storage).settings()).toMatchObject({
    theme: 'dark',
    sidebarCollapsed: true,
  });
  expect(changes).toEqual([]);
});

test('members are kept together with who of them acts, in one write', () => {
  const { storage, registry, changes } = setUp();
  expect([registry.members(), registry.actingMemberId()]).toEqual([[], null]);
  const owner: MemberRecord = {
    id: unknownId,
    name: 'Ada',
    roles: ['owner'],
    account: 'ada',
    passcode: null,
    failures: 0,
    retryAt: null,
  };
  registry.saveMembers([owner], owner.id);
  expect(storage.writes).toBe(1);
  const reopened = testRegistry(storage);
  expect([reopened.members(), reopened.actingMemberId()]).toEqual([[owner], owner.id]);
  expect(changes).toEqual([]);
  storage.failing = true;
  expect(refusal(() => registry.saveMembers([], owner.id)).code).toBe('storage-failed');
  expect(() => registry.saveMembers([{ ...owner, failures: 0.5 }], owner.id)).toThrow();
  expect(registry.members()).toEqual([owner]);
});

test('a listener that has gone hears nothing more', () => {
  const { registry, create } = setUp();
  let heard = 0;
  const stop = registry.onChange(() => {
    heard += 1;
  });
  create({ name: 'One' });
  stop();
  create({ name: 'Two' });
  expect(heard).toBe(1);
});

test('a file in which a name stands twice can be used, and no third gets in', () => {
  const { storage, registry, create } = setUp();
  const one = create({ name: 'One' });
  create({ name: 'Two' });
  storage.text = (storage.text ?? '').replace('"Two"', '"ONE"');
  const reopened = testRegistry(storage);
  expect(reopened.list().map(({ name }) => name)).toEqual(['One', 'ONE']);
  reopened.remove(one.id);
  expect(refusal(() => reopened.create(configurationFields({ name: 'one' }))).code).toBe(
    'name-taken',
  );
  expect(registry.get(one.id)).toEqual(one);
});
