import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AppError } from '#shared/errors.ts';
import { createElectronStoreStorage } from './electron-store-storage.ts';
import { RegistryBackups } from './registry-backups.ts';
import type { RegistryStorage } from './registry-document.ts';
import { numberedDocument } from './testing/numbered-document.ts';
import { withBackups } from './with-backups.ts';

let folder: string;
let file: string;
let failures: unknown[];
let now: Date;
let backups: RegistryBackups;
let storage: RegistryStorage;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  folder = mkdtempSync(path.join(tmpdir(), 'keywell-backups-'));
  file = path.join(folder, 'registry.json');
  failures = [];
  now = new Date('2026-11-23T10:00:00Z');
  restart();
});

afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});

function restart(): void {
  backups = new RegistryBackups({
    dataFolder: folder,
    now: () => now,
    onFailure: (error) => failures.push(error),
  });
  storage = withBackups(createElectronStoreStorage(folder), backups, file);
}

/** Opens what is there, as a start does, and ends. */
async function startAndEnd(at: string): Promise<void> {
  now = new Date(at);
  restart();
  storage.read();
  await backups.close();
}

const kept = () => readdirSync(path.join(folder, 'backups')).toSorted();

test('a first start keeps nothing, since there is nothing', async () => {
  expect(storage.read()).toBeNull();
  await backups.close();
  expect(readdirSync(folder)).toEqual([]);
  expect(await backups.list()).toEqual([]);
});

test('each start keeps what it found, once', async () => {
  storage.write(numberedDocument(1));
  await startAndEnd('2026-11-23T11:00:00Z');
  await startAndEnd('2026-11-23T12:00:00Z');
  storage.write(numberedDocument(2));
  await startAndEnd('2026-11-23T13:00:00Z');
  expect(await backups.list()).toEqual([
    {
      name: 'registry-2026-11-23T130000.000Z.json',
      savedAt: '2026-11-23T13:00:00.000Z',
      configurations: 100,
    },
    {
      name: 'registry-2026-11-23T110000.000Z.json',
      savedAt: '2026-11-23T11:00:00.000Z',
      configurations: 100,
    },
  ]);
  expect(backups.read(kept()[0] ?? '')).toBe(JSON.stringify(numberedDocument(1)));
});

test('changes are kept a quarter of an hour after the first of them, all at once', async () => {
  storage.write(numberedDocument(1));
  storage.write(numberedDocument(2));
  await vi.advanceTimersByTimeAsync(14 * 60_000);
  storage.write(numberedDocument(3));
  expect(backups.exist()).toBe(false);
  await vi.advanceTimersByTimeAsync(60_000);
  await backups.close();
  expect(kept()).toHaveLength(1);
  expect(backups.read(kept()[0] ?? '')).toBe(JSON.stringify(numberedDocument(3)));
});

test.skipIf(process.platform === 'win32')('backups are open to their owner alone', async () => {
  storage.write(numberedDocument(1));
  await startAndEnd('2026-11-23T11:00:00Z');
  expect(statSync(path.join(folder, 'backups')).mode & 0o777).toBe(0o700);
  expect(statSync(path.join(folder, 'backups', kept()[0] ?? '')).mode & 0o777).toBe(0o600);
});

test('old ones make room', async () => {
  for (let hour = 10; hour < 20; hour += 1) {
    storage.write(numberedDocument(hour));
    await startAndEnd(`2026-11-23T${hour}:00:00Z`);
  }
  expect(await backups.list()).toHaveLength(5);
  expect(kept().at(-1)).toContain('T190000');
});

test('one that cannot be read is not offered, and never stands for the newest', async () => {
  storage.write(numberedDocument(1));
  await startAndEnd('2026-11-23T11:00:00Z');
  writeFileSync(path.join(folder, 'backups', 'registry-2026-11-23T120000.000Z.json'), 'cut');
  expect((await backups.list()).map(({ savedAt }) => savedAt)).toEqual([
    '2026-11-23T11:00:00.000Z',
  ]);
});

test('what a save that was cut short left of the state before it counts as a backup', async () => {
  storage.write(numberedDocument(1));
  await startAndEnd('2026-11-23T11:00:00Z');
  const before = JSON.stringify(numberedDocument(2));
  writeFileSync(`${file}.before`, before);
  utimesSync(`${file}.before`, now, new Date('2026-11-23T11:10:00Z'));
  writeFileSync(file, before.slice(0, 16_384));
  const [newest, ...others] = await backups.list();
  expect(newest).toMatchObject({ savedAt: '2026-11-23T11:10:00.000Z', configurations: 100 });
  expect(backups.read(newest?.name ?? '')).toBe(before);
  expect(others).toHaveLength(1);
});

test('a backup that cannot be made is reported, and costs nothing else', async () => {
  storage.write(numberedDocument(1));
  writeFileSync(path.join(folder, 'backups'), 'no folder');
  await startAndEnd('2026-11-23T11:00:00Z');
  expect(failures).toHaveLength(1);
  expect(storage.read()).toEqual(numberedDocument(1));
  await backups.close();
});

test('a damaged file is never kept', async () => {
  storage.write(numberedDocument(1));
  await startAndEnd('2026-11-23T11:00:00Z');
  writeFileSync(file, readFileSync(file, 'utf8').slice(0, 1_000));
  await expect(startAndEnd('2026-11-23T12:00:00Z')).rejects.toThrow(/damaged/);
  await backups.close();
  expect(kept()).toHaveLength(1);
});

test('a registry that is gone, though there are backups, is no first start', async () => {
  storage.write(numberedDocument(1));
  await startAndEnd('2026-11-23T11:00:00Z');
  rmSync(file);
  try {
    storage.read();
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code: 'registry-damaged' });
  }
});
