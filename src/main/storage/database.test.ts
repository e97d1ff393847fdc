import {
  chmodSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { Database } from './database.ts';
import { databaseFile } from './database-file.ts';
import { kill, output, startChild } from './testing/child.ts';
import { pairVersions } from './testing/pair-versions.ts';

const now = () => new Date('2026-11-23T09:00:00.000Z');

function temporaryFile(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'keywell-database-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return databaseFile(folder);
}

function open(file: string, versions: readonly string[] = pairVersions.slice(0, 1)): Database {
  const database = new Database({ file, now, versions });
  onTestFinished(() => database.close());
  return database;
}

function add(database: Database, half: string): void {
  database.use((db) => db.prepare('INSERT INTO pairs (half) VALUES (?)').run(half));
}

function halves(database: Database): readonly unknown[] {
  return database.use((db) =>
    db
      .prepare('SELECT half FROM pairs ORDER BY rowid')
      .all()
      .map(({ half }) => half),
  );
}

function filesBeside(file: string): readonly string[] {
  return readdirSync(path.dirname(file)).sort();
}

test('there is no file before the first use, and then one for its owner alone', () => {
  const file = temporaryFile();
  const database = open(file);
  expect(filesBeside(file)).toEqual([]);
  add(database, 'left');
  expect(filesBeside(file)).toEqual(['keywell.db', 'keywell.db-shm', 'keywell.db-wal']);
  for (const name of filesBeside(file)) {
    expect(statSync(path.join(path.dirname(file), name)).mode & 0o777).toBe(0o600);
  }
  database.close();
  expect(filesBeside(file)).toEqual(['keywell.db']);
  expect(halves(database)).toEqual(['left']);
});

test('a file that others may read is closed to them', () => {
  const file = temporaryFile();
  add(open(file), 'left');
  chmodSync(file, 0o644);
  halves(open(file));
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('a transaction happens as a whole or not at all', () => {
  const database = open(temporaryFile());
  const failing = () =>
    database.transaction((db) => {
      db.exec("INSERT INTO pairs (half) VALUES ('left')");
      throw new Error('no right one');
    });
  expect(failing).toThrow('no right one');
  expect(halves(database)).toEqual([]);
  database.transaction((db) => db.exec("INSERT INTO pairs (half) VALUES ('left'), ('right')"));
  expect(halves(database)).toEqual(['left', 'right']);
});

test('a file of an older version is brought up to date, with a copy of it as it was', () => {
  const file = temporaryFile();
  const older = open(file);
  add(older, 'left');
  older.close();
  const newer = open(file, pairVersions);
  expect(newer.use((db) => db.prepare('SELECT half, note FROM pairs').all())).toEqual([
    { half: 'left', note: '' },
  ]);
  const copy = 'keywell.v1-2026-11-23T090000.000Z.db';
  expect(filesBeside(file)).toContain(copy);
  const copied = open(path.join(path.dirname(file), copy));
  expect(halves(copied)).toEqual(['left']);
  copied.close();
  newer.close();
  halves(open(file, pairVersions));
  expect(filesBeside(file).filter((name) => name.includes('.v'))).toEqual([copy]);
});

test('an update that fails half way leaves the file as it was', () => {
  const file = temporaryFile();
  const older = open(file);
  add(older, 'left');
  older.close();
  const broken = open(file, [...pairVersions.slice(0, 2), 'CREATE NONSENSE']);
  expect(() => halves(broken)).toThrow('NONSENSE');
  broken.close();
  const again = open(file);
  expect(halves(again)).toEqual(['left']);
  expect(again.use((db) => db.prepare('SELECT * FROM pairs').all())).toEqual([{ half: 'left' }]);
});

test('a file of a newer version is left alone, and that is said', () => {
  const file = temporaryFile();
  const newer = open(file, pairVersions);
  add(newer, 'left');
  newer.close();
  const before = readFileSync(file);
  expect(() => halves(open(file))).toThrow(/written by a newer version of Keywell/);
  expect(readFileSync(file)).toEqual(before);
});

const damages: Readonly<Record<string, (file: string) => void>> = {
  'is no database at all': (file) => writeFileSync(file, 'Dear diary, '.repeat(2_000)),
  'is a database of another program': (file) => {
    rmSync(file);
    const other = new DatabaseSync(file);
    other.exec('CREATE TABLE recipes (title TEXT)');
    other.close();
  },
  'is cut off': (file) => truncateSync(file, 5_000),
  'is overwritten in the middle': (file) => {
    const descriptor = openSync(file, 'r+');
    writeSync(descriptor, Buffer.alloc(4_096, 0xa5), 0, 4_096, 4_096);
    closeSync(descriptor);
  },
};

test.each(Object.entries(damages))(
  'a file that %s is put aside, and that is said',
  (_what, damage) => {
    const file = temporaryFile();
    const before = open(file);
    for (let index = 0; index < 500; index += 1) add(before, `half ${index}`);
    before.close();
    damage(file);
    const damaged = readFileSync(file);
    const database = open(file);
    expect(database.notice).toBeNull();
    expect(halves(database)).toEqual([]);
    add(database, 'new');
    expect(halves(database)).toEqual(['new']);
    const aside = 'keywell.damaged-2026-11-23T090000.000Z.db';
    expect(database.notice).toContain(`put aside as "${aside}"`);
    expect(readFileSync(path.join(path.dirname(file), aside))).toEqual(damaged);
  },
);

test('damage that shows only later is met in the same way', () => {
  const file = temporaryFile();
  const database = open(file);
  for (let index = 0; index < 500; index += 1) add(database, `half ${index}`);
  database.close();
  halves(database);
  damages['is overwritten in the middle']?.(file);
  database.use((db) => db.exec('PRAGMA shrink_memory'));
  expect(halves(database)).toEqual([]);
  expect(database.notice).toContain('put aside');
});

test('a place where no file can be is said in a sentence, and tried again', () => {
  const file = temporaryFile();
  mkdirSync(file);
  const database = open(file);
  expect(() => halves(database)).toThrow(
    expect.objectContaining({
      code: 'database-unavailable',
      message: expect.stringMatching(/^History and usage are not available: .*keywell\.db/),
    }),
  );
  rmSync(file, { recursive: true });
  expect(halves(database)).toEqual([]);
});

test('a program that holds the file is waited for, then named as the reason', () => {
  const file = temporaryFile();
  const database = open(file);
  halves(database);
  const other = new DatabaseSync(file);
  other.exec('BEGIN IMMEDIATE');
  expect(() => add(database, 'left')).toThrow(/another program is using it/);
  other.exec('ROLLBACK');
  other.close();
  add(database, 'left');
  expect(halves(database)).toEqual(['left']);
});

test('a writer that is killed in mid-write leaves whole transactions, and all that it spoke of', async () => {
  const file = temporaryFile();
  for (let round = 0; round < 4; round += 1) {
    const child = startChild('database-loop', file);
    let spoken = await output(child);
    child.stdout.on('data', (chunk) => {
      spoken += String(chunk);
    });
    while (spoken.split('\n').length < 40 * (round + 1)) await output(child);
    await kill(child);
    const database = open(file, pairVersions);
    const found = halves(database);
    database.close();
    expect(database.notice).toBeNull();
    expect(found.length % 2).toBe(0);
    const last = Number(spoken.slice(0, spoken.lastIndexOf('\n')).split('\n').at(-1));
    expect(found.length / 2).toBeGreaterThanOrEqual(last);
  }
});
