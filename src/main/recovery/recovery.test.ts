import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Recovery } from '#shared/domain/recovery.ts';
import type { InputOf, Route } from '#shared/ipc/routes.ts';
import type { CoreOptions } from '../composition.ts';
import { ComposedCore, temporaryDataFolder } from '../testing/composed-core.ts';
import { canaryKey } from '../vault/testing/canary-key.ts';
import { createKeychainDouble } from '../vault/testing/keychain-double.ts';

/** A workspace with two configurations, one of them with a key, and a backup of it. */
async function setUp() {
  const folder = temporaryDataFolder();
  const file = path.join(folder, 'registry.json');
  const keychain = createKeychainDouble();
  let open: ComposedCore | null = null;
  onTestFinished(async () => open?.close());
  const start = async (options: Partial<CoreOptions> = {}) => {
    await open?.close();
    open = await ComposedCore.open(folder, keychain, undefined, options);
    return open;
  };
  const first = await start();
  const { id } = await first.create('Kept');
  await first.create('Another');
  await first.request('keys.set', { configurationId: id, key: canaryKey() });
  // The next start finds a good registry, and keeps it.
  await (await start()).close();
  open = null;
  return { folder, file, start, id };
}

async function recoveryOf(core: ComposedCore): Promise<Recovery> {
  const { recovery } = await core.request('app.info', {});
  if (recovery === null) throw new Error('The registry could be read.');
  return recovery;
}

const names = async (core: ComposedCore) =>
  (await core.request('configurations.list', {})).configurations.map(({ name }) => name);

const contents = (folder: string) => readdirSync(folder, { recursive: true }).toSorted();

describe('a registry that cannot be read', () => {
  const damages: [string, (text: string) => string | null, RegExp][] = [
    ['is empty', () => '', /is empty/],
    ['is cut off', (text) => text.slice(0, -200), /damaged or cut off/],
    ['is not JSON', () => 'registry', /damaged or cut off/],
    ['is of zeros', (text) => '\0'.repeat(text.length), /damaged or cut off/],
    ['is another JSON', () => '{"a":1}', /does not hold a registry/],
    ['is newer', (text) => text.replace(/"schemaVersion":\d+/, '"schemaVersion":99'), /newer/],
    ['is gone', () => null, /not there any more/],
  ];

  test.each(damages)('because it %s is shown, and nothing is touched', async (_, damage, words) => {
    const { folder, file, start } = await setUp();
    const text = damage(readFileSync(file, 'utf8'));
    if (text === null) rmSync(file);
    else writeFileSync(file, text);
    const core = await start();
    const before = contents(folder);
    expect(await recoveryOf(core)).toMatchObject({
      file,
      problem: expect.stringMatching(words),
      backups: [{ configurations: 2 }],
    });
    expect((await core.refusal('configurations.list', {})).message).toMatch(words);
    expect(existsSync(file) ? readFileSync(file, 'utf8') : null).toBe(text);
    expect(contents(folder)).toEqual(before);
  });

  test('is opened in place once it is mended by hand', async () => {
    const { file, start } = await setUp();
    const text = readFileSync(file, 'utf8');
    rmSync(file);
    mkdirSync(file);
    const core = await start();
    expect((await recoveryOf(core)).problem).toMatch(/cannot be read/);
    expect((await core.refusal('recovery.retry', {})).code).toBe('registry-damaged');
    rmSync(file, { recursive: true });
    writeFileSync(file, text);
    await core.request('recovery.retry', {});
    expect(core.events).toContainEqual({ event: 'app.reopened', payload: null });
    expect(await names(core)).toEqual(['Kept', 'Another']);
  });

  test('is asked for everything else in vain', async () => {
    const { file, start } = await setUp();
    writeFileSync(file, 'damaged');
    const core = await start();
    const inputs: { readonly [R in Route]?: InputOf<R> } = {
      'configurations.list': {},
      'configurations.setDefault': { id: null },
      'settings.get': {},
      'members.list': {},
      'audit.verify': {},
      'vault.status': {},
      'encryption.status': {},
      'workspace.export': {},
    };
    for (const [route, input] of Object.entries(inputs)) {
      const { code } = await core.refusal(route as Route, input);
      expect([route, code]).toEqual([route, 'registry-damaged']);
    }
    expect(readFileSync(file, 'utf8')).toBe('damaged');
  });
});

describe('bringing a backup back', () => {
  test('opens it in place, with the damaged file aside, the keys it knows, and on record', async () => {
    const { folder, file, start, id } = await setUp();
    writeFileSync(file, 'damaged');
    const core = await start();
    const { backups } = await recoveryOf(core);
    await core.request('recovery.restore', { backup: backups[0]?.name ?? '' });
    expect(core.events).toContainEqual({ event: 'app.reopened', payload: null });
    expect(await names(core)).toEqual(['Kept', 'Another']);
    await core.request('vault.status', {});
    await vi.waitFor(async () => expect((await core.view(id)).key.status).toBe('stored'));
    expect((await core.request('app.info', {})).recovery).toBeNull();

    const aside = readdirSync(folder).find((name) => name.startsWith('registry.damaged-')) ?? '';
    expect(readFileSync(path.join(folder, aside), 'utf8')).toBe('damaged');
    const record = (await core.records()).find(({ action }) => action === 'registry.restored');
    expect(record).toMatchObject({ outcome: 'done', detail: expect.stringContaining(aside) });
    expect(record?.detail).toContain('2 configurations');
    expect(await core.request('audit.verify', {})).toMatchObject({ state: 'intact' });

    core.events.length = 0;
    await core.create('New');
    expect(core.events.map(({ event }) => event)).toContain('configurations.changed');
    const again = await start();
    expect(await names(again)).toEqual(['Kept', 'Another', 'New']);
  });

  test('is refused for a file that is none of the backups', async () => {
    const { file, start } = await setUp();
    writeFileSync(file, 'damaged');
    const core = await start();
    for (const backup of ['../registry.json', 'registry.json', '', '/etc/passwd']) {
      expect((await core.refusal('recovery.restore', { backup })).code).toBe('not-found');
    }
    expect(readFileSync(file, 'utf8')).toBe('damaged');
  });

  test('happens once, however many windows ask for it', async () => {
    const { folder, file, start } = await setUp();
    writeFileSync(file, 'damaged');
    const core = await start();
    const backup = (await recoveryOf(core)).backups[0]?.name ?? '';
    const outcomes = await Promise.allSettled(
      [1, 2, 3].map(() => core.request('recovery.restore', { backup })),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(readdirSync(folder).filter((name) => name.includes('damaged'))).toHaveLength(1);
    expect(core.events.filter(({ event }) => event === 'app.reopened')).toHaveLength(1);
  });

  test('is not for a machine whose policy cannot be relied on', async () => {
    const { folder, file, start } = await setUp();
    const policyPath = path.join(folder, 'policy.json');
    writeFileSync(policyPath, 'no policy');
    writeFileSync(file, 'damaged');
    const core = await start({ policyPath });
    const backup = (await recoveryOf(core)).backups[0]?.name ?? '';
    expect((await core.refusal('recovery.restore', { backup })).code).toBe('policy-forbids');
    const confirmation = 'start empty';
    expect((await core.refusal('recovery.startEmpty', { confirmation })).code).toBe(
      'policy-forbids',
    );
    expect(readFileSync(file, 'utf8')).toBe('damaged');
  });

  test('is not done when it cannot be put on record', async () => {
    const { folder, file, start } = await setUp();
    writeFileSync(file, 'damaged');
    const core = await start();
    const backup = (await recoveryOf(core)).backups[0]?.name ?? '';
    rmSync(path.join(folder, 'audit.jsonl'));
    mkdirSync(path.join(folder, 'audit.jsonl'));
    expect((await core.refusal('recovery.restore', { backup })).code).toBe('audit-unavailable');
    expect(readFileSync(file, 'utf8')).toBe('damaged');
    expect(await recoveryOf(core)).toMatchObject({ problem: expect.stringMatching(/damaged/) });
  });

  test('that the disk refuses leaves everything as it is, and can be tried again', async () => {
    const { folder, file, start } = await setUp();
    writeFileSync(file, 'damaged');
    const core = await start();
    const backup = (await recoveryOf(core)).backups[0]?.name ?? '';
    // A folder where the new file is made.
    const inTheWay = path.join(folder, 'registry.json.tmp-mended');
    mkdirSync(inTheWay);
    expect((await core.refusal('recovery.restore', { backup })).code).toBe('storage-failed');
    expect(readFileSync(file, 'utf8')).toBe('damaged');
    rmSync(inTheWay, { recursive: true });
    await core.request('recovery.restore', { backup });
    const outcomes = (await core.records())
      .filter(({ action }) => action === 'registry.restored')
      .map(({ outcome }) => outcome);
    expect(outcomes).toEqual(['done', 'failed']);
  });
});

describe('starting empty', () => {
  test('is done only when it was typed, and loses nothing', async () => {
    const { folder, file, start } = await setUp();
    const before = readFileSync(file, 'utf8').slice(0, 500);
    writeFileSync(file, before);
    const core = await start();
    const refused = await core.refusal('recovery.startEmpty', { confirmation: 'yes' });
    expect(refused.data?.fields?.confirmation).toBe('Type "start empty" to confirm.');
    expect(readFileSync(file, 'utf8')).toBe(before);

    await core.request('recovery.startEmpty', { confirmation: ' Start empty ' });
    expect(await names(core)).toEqual([]);
    const aside = readdirSync(folder).find((name) => name.startsWith('registry.damaged-')) ?? '';
    expect(readFileSync(path.join(folder, aside), 'utf8')).toBe(before);
    expect(readdirSync(path.join(folder, 'backups')).length).toBeGreaterThan(0);
    // The workspace is still the same, so that its audit log goes on as one.
    expect(await core.request('audit.verify', {})).toMatchObject({ state: 'intact' });
    expect(await names(await start())).toEqual([]);
  });

  test('needs no backup', async () => {
    const { folder, file, start } = await setUp();
    rmSync(path.join(folder, 'backups'), { recursive: true });
    writeFileSync(file, 'damaged');
    const core = await start();
    expect((await recoveryOf(core)).backups).toEqual([]);
    await core.request('recovery.startEmpty', { confirmation: 'start empty' });
    await core.create('First');
    expect(await names(core)).toEqual(['First']);
  });
});

test('where the registry can be read there is nothing to mend', async () => {
  const { start } = await setUp();
  const core = await start();
  expect((await core.request('app.info', {})).recovery).toBeNull();
  const confirmation = 'start empty';
  expect((await core.refusal('recovery.startEmpty', { confirmation })).code).toBe('conflict');
  expect((await core.refusal('recovery.restore', { backup: 'any' })).code).toBe('conflict');
  expect(await names(core)).toEqual(['Kept', 'Another']);
});
