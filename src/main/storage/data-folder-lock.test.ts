import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AppError } from '#shared/errors.ts';
import { type DataFolderLock, lockDataFolder } from './data-folder-lock.ts';
import { kill, output, startChild } from './testing/child.ts';

// Some start several processes, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

let parent: string;
let folder: string;
let children: ChildProcessWithoutNullStreams[];
let locks: DataFolderLock[];

beforeEach(() => {
  parent = mkdtempSync(path.join(tmpdir(), 'keywell-lock-'));
  folder = path.join(parent, 'data');
  children = [];
  locks = [];
});

afterEach(async () => {
  for (const lock of locks) lock.release();
  await Promise.all(children.map(kill));
  rmSync(parent, { recursive: true });
});

function lock(at = folder): DataFolderLock {
  const taken = lockDataFolder(at, { host: 'electron' });
  locks.push(taken);
  return taken;
}

function refusal(at = folder): AppError {
  try {
    lock(at);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('The folder was free.');
}

function start(): ChildProcessWithoutNullStreams {
  const child = startChild('hold-lock', folder);
  children.push(child);
  return child;
}

test('another process is refused with a sentence that names the folder and who has it', async () => {
  const holder = start();
  expect(await output(holder)).toBe('locked\n');
  const error = refusal();
  expect(error.code).toBe('data-folder-in-use');
  expect(error.message).toContain(`"${folder}"`);
  expect(error.message).toContain(`in a browser`);
  expect(error.message).toContain(`process ${holder.pid}`);
});

test('so is one that comes by another way', async () => {
  expect(await output(start())).toBe('locked\n');
  const way = path.join(parent, 'way');
  symlinkSync(folder, way);
  expect(refusal(way).code).toBe('data-folder-in-use');
});

test('so is the same process a second time, which does not loosen the first lock', async () => {
  lock();
  expect(refusal().code).toBe('data-folder-in-use');
  expect(await output(start())).toBe('data-folder-in-use\n');
});

test('a killed holder leaves the folder free at once', async () => {
  const holder = start();
  expect(await output(holder)).toBe('locked\n');
  await kill(holder);
  lock();
});

test('so does one that releases it, however often', async () => {
  const first = lock();
  first.release();
  first.release();
  const holder = start();
  expect(await output(holder)).toBe('locked\n');
  first.release();
  expect(refusal().code).toBe('data-folder-in-use');
});

test('of many that start at once exactly one wins', async () => {
  const answers = await Promise.all(Array.from({ length: 6 }, () => output(start())));
  expect(answers.sort()).toEqual([...Array(5).fill('data-folder-in-use\n'), 'locked\n']);
});

test('two folders do not mind each other', () => {
  lock();
  lock(path.join(parent, 'other'));
});

test.skipIf(process.platform === 'win32')('a folder it makes is open to its owner alone', () => {
  lock();
  expect(statSync(folder).mode & 0o777).toBe(0o700);
});

test.skipIf(process.platform === 'win32')('a folder that is there keeps its mode', () => {
  mkdirSync(folder, { mode: 0o755 });
  lock();
  expect(statSync(folder).mode & 0o777).toBe(0o755);
});

test('what cannot be a data folder is refused with the next step', () => {
  writeFileSync(folder, 'a file');
  const error = refusal();
  expect(error.code).toBe('storage-failed');
  expect(error.message).toContain(`"${folder}"`);
  expect(error.message).toContain('--data-dir');
});
