import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { AppError } from '#shared/errors.ts';
import { createElectronStoreStorage } from './electron-store-storage.ts';
import { numberedDocument } from './testing/numbered-document.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = path.join(mkdtempSync(path.join(tmpdir(), 'keywell-storage-')), 'data');
  file = path.join(folder, 'registry.json');
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(path.dirname(folder), { recursive: true });
});

function refusal(action: () => unknown): AppError {
  try {
    action();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}

test('there is nothing to read before the first write, and reading makes no file', () => {
  expect(createElectronStoreStorage(folder).read()).toBeNull();
  expect(readdirSync(folder)).toEqual([]);
});

test('what was written is read, also by the next to open it', () => {
  const storage = createElectronStoreStorage(folder);
  storage.write(numberedDocument(1));
  storage.write(numberedDocument(2));
  expect(storage.read()).toEqual(numberedDocument(2));
  expect(createElectronStoreStorage(folder).read()).toEqual(numberedDocument(2));
});

test('the file is one line of JSON, and nothing lies beside it', () => {
  const storage = createElectronStoreStorage(folder);
  storage.write(numberedDocument(1));
  storage.write(numberedDocument(2));
  expect(readFileSync(file, 'utf8')).toBe(JSON.stringify(numberedDocument(2)));
  expect(readdirSync(folder)).toEqual(['registry.json']);
});

test.skipIf(process.platform === 'win32')('folder and file are open to their owner alone', () => {
  createElectronStoreStorage(folder).write(numberedDocument(1));
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

describe('a file that cannot be the registry is refused and left as it is', () => {
  const good = JSON.stringify(numberedDocument(1));
  test.each([
    ['an empty one', '', /is empty/],
    ['white space', ' \n', /is empty/],
    ['one cut off', good.slice(0, -100), /damaged or cut off/],
    ['one that is not JSON', 'registry', /damaged or cut off/],
    ['one of zeros, as a crashed disk leaves it', '\0'.repeat(64), /damaged or cut off/],
    ['another kind of JSON', '[]', /does not hold a registry/],
    ['an empty object', '{}', /does not hold a registry/],
    [
      'one of a newer version',
      good.replace('"schemaVersion":2', '"schemaVersion":3'),
      /newer version/,
    ],
    [
      'one with an unknown field',
      good.replace('{', '{"apiKey":"canary",'),
      /does not hold a registry/,
    ],
    [
      'one with a wrong value',
      good.replace('"ollama"', '"nobody"'),
      /wrong at configurations.0.provider/,
    ],
    ['one with an id twice', good.replace('8000-000000000001', '8000-000000000000'), /same id/],
  ])('%s', (_, text, sentence) => {
    mkdirSync(folder);
    writeFileSync(file, text);
    const error = refusal(() => createElectronStoreStorage(folder).read());
    expect(error.code).toBe('registry-damaged');
    expect(error.message).toContain(`"${file}"`);
    expect(error.message).toMatch(sentence);
    expect(error.message).not.toContain('canary');
    expect(readFileSync(file, 'utf8')).toBe(text);
    expect(readdirSync(folder)).toEqual(['registry.json']);
  });

  test('one that cannot be read', () => {
    mkdirSync(file, { recursive: true });
    const error = refusal(() => createElectronStoreStorage(folder).read());
    expect(error.code).toBe('registry-damaged');
    expect(error.message).toContain(`"${file}"`);
    expect(statSync(file).isDirectory()).toBe(true);
  });
});

describe('a file of an older version', () => {
  const fixture = new URL('./testing/registry-v1.json', import.meta.url);
  const older = readFileSync(fixture, 'utf8');
  const aside = () => readdirSync(folder).filter((name) => name.startsWith('registry.v1-'));

  beforeEach(() => {
    mkdirSync(folder);
    writeFileSync(file, older, { mode: 0o644 });
  });

  test('is read, and left as it is until something changes', () => {
    const document = createElectronStoreStorage(folder).read();
    expect(document?.configurations.map(({ name }) => name)).toEqual([
      'Laptop',
      'Gateway',
      'Mistral',
    ]);
    expect(readdirSync(folder)).toEqual(['registry.json']);
    expect(readFileSync(file, 'utf8')).toBe(older);
  });

  test('is copied aside before the first write, once', () => {
    const storage = createElectronStoreStorage(folder);
    const document = storage.read() ?? numberedDocument(1);
    storage.write(document);
    storage.write(document);
    const [copy = '', ...others] = aside();
    expect(others).toEqual([]);
    expect(copy).toMatch(/^registry\.v1-\d{4}-\d\d-\d\dT\d{6}\.\d{3}Z\.json$/);
    expect(readFileSync(path.join(folder, copy), 'utf8')).toBe(older);
    if (process.platform !== 'win32') {
      expect(statSync(path.join(folder, copy)).mode & 0o777).toBe(0o600);
    }
    expect(createElectronStoreStorage(folder).read()).toEqual(document);
    createElectronStoreStorage(folder).write(document);
    expect(aside()).toHaveLength(1);
  });

  test('that cannot be copied aside is not written over', () => {
    const storage = createElectronStoreStorage(folder);
    const document = storage.read() ?? numberedDocument(1);
    // A folder where the copy is made.
    mkdirSync(path.join(folder, 'registry.json.tmp-aside'));
    expect(refusal(() => storage.write(document)).message).toContain('nothing was changed');
    expect(readFileSync(file, 'utf8')).toBe(older);
    rmSync(path.join(folder, 'registry.json.tmp-aside'), { recursive: true });
    storage.write(document);
    expect(aside()).toHaveLength(1);
  });
});

test('a write that fails is refused, and what was there is still there', () => {
  const storage = createElectronStoreStorage(folder);
  storage.write(numberedDocument(1));
  // A folder where the second name of the old file should go.
  mkdirSync(path.join(folder, 'registry.json.before', 'x'), { recursive: true });
  const error = refusal(() => storage.write(numberedDocument(2)));
  expect(error.code).toBe('storage-failed');
  expect(error.message).toContain('nothing was changed');
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(numberedDocument(1));
});

test('what a killed write left behind is cleared away once the file is known to be good', () => {
  createElectronStoreStorage(folder).write(numberedDocument(1));
  const leftover = `${file}.tmp-0123456789abcdef`;
  const other = path.join(folder, 'notes.txt');
  for (const name of [leftover, `${file}.before`, other]) writeFileSync(name, 'x');
  createElectronStoreStorage(folder).read();
  expect(readdirSync(folder).sort()).toEqual(['notes.txt', 'registry.json']);
  writeFileSync(file, 'damaged');
  writeFileSync(`${file}.before`, 'x');
  refusal(() => createElectronStoreStorage(folder).read());
  expect(readdirSync(folder)).toContain('registry.json.before');
});

test('writes replace the file also where a snap’s environment is inherited', () => {
  vi.stubEnv('SNAP', '/snap/terminal');
  const storage = createElectronStoreStorage(folder);
  storage.write(numberedDocument(1));
  const before = statSync(file).ino;
  storage.write(numberedDocument(2));
  expect(statSync(file).ino).not.toBe(before);
  expect(process.env.SNAP).toBe('/snap/terminal');
});

test.skipIf(process.platform === 'win32')(
  'a disk that takes only a part of a write costs the change, not the registry',
  () => {
    const storage = createElectronStoreStorage(folder);
    storage.write(numberedDocument(1));
    const program = fileURLToPath(new URL('./testing/write-loop.child.ts', import.meta.url));
    // A limit of 16 kB for the size of a file: the kernel cuts the write short, as it does when a disk fills up.
    const limited = spawnSync(
      'sh',
      ['-c', 'ulimit -f 32; exec "$@"', 'sh', process.execPath, program, folder],
      {
        encoding: 'utf8',
      },
    );
    expect(limited.stderr).toContain('no space left');
    expect(limited.stdout).toBe('1\n');
    expect(storage.read()).toEqual(numberedDocument(1));
    expect(readdirSync(folder)).toEqual(['backups', 'registry.json']);
  },
);
