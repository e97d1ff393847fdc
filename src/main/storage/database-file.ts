import { chmodSync, closeSync, lstatSync, openSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { ensureDataFolder } from './data-folder.ts';
import { stamp } from './file-stamp.ts';

/** Where the database of a data folder is kept. */
export function databaseFile(dataFolder: string): string {
  return path.join(dataFolder, 'keywell.db');
}

/** In the place of a file: a database that is gone once it is closed, and which no other process can see. */
export const inMemory = ':memory:';

/** SQLite's companions of a database in WAL mode. They hold data too, and belong to their database by name. */
const companions = ['-wal', '-shm'];

/** Makes the file where there is none, open to its owner alone: SQLite gives its companions the same mode. */
export function prepareDatabaseFile(file: string): void {
  if (file === inMemory) return;
  ensureDataFolder(path.dirname(file));
  closeSync(openSync(file, 'a', 0o600));
  if ((statSync(file).mode & 0o077) !== 0) chmodSync(file, 0o600);
}

/**
 * Renames a database that cannot be read to `keywell.damaged-<time>.db`, its companions with it, so that what can
 * still be saved from it is.
 *
 * @returns the new name, without its folder
 */
export function putDatabaseAside(file: string, now: Date): string {
  const { dir, name, ext } = path.parse(file);
  const aside = `${name}.damaged-${stamp(now)}${ext}`;
  for (const companion of ['', ...companions]) {
    if (lstatSync(`${file}${companion}`, { throwIfNoEntry: false }) === undefined) continue;
    renameSync(`${file}${companion}`, path.join(dir, `${aside}${companion}`));
  }
  return aside;
}
