import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { AppError } from '#shared/errors.ts';
import { ensureDataFolder } from './data-folder.ts';

/** Held until released, or until the process ends, however it ends. */
export interface DataFolderLock {
  /** Lets go of the folder. Idempotent. */
  release(): void;
}

const holderSchema = z.object({ host: z.enum(['electron', 'web']), pid: z.number().int() });

/** Keeps what is locked reachable: a collected database would let go of its lock in silence. */
const held = new Set<DatabaseSync>();

/** SQLite's result code for a lock that somebody else has. */
const sqliteBusy = 5;

/**
 * Takes the data folder for this process. Both hosts take the same lock, so that there is one writer.
 *
 * The lock is the operating system's own. Node offers no file lock, but SQLite, which comes with Node and Electron
 * alike, takes one on an empty database: `fcntl` on Linux and macOS, `LockFileEx` on Windows. The kernel drops it
 * with the process, even after SIGKILL, so there is no stale lock to judge, no process id that may have been given
 * to another program, and no moment at which two starts could both take over. Of two that start at once exactly
 * one wins, because `BEGIN IMMEDIATE` asks for SQLite's RESERVED lock, for which there is one place.
 *
 * @throws AppError `data-folder-in-use` while another has it; `storage-failed` when it cannot be locked at all
 */
export function lockDataFolder(
  folder: string,
  holder: { readonly host: 'electron' | 'web' },
): DataFolderLock {
  const database = lockedDatabase(folder);
  held.add(database);
  const holderFile = path.join(folder, 'keywell.holder.json');
  try {
    writeFileSync(holderFile, JSON.stringify({ host: holder.host, pid: process.pid }), {
      mode: 0o600,
    });
  } catch {
    // It only makes the refusal that others meet more helpful; the lock itself is held.
  }
  return {
    release() {
      if (!held.delete(database)) return;
      rmSync(holderFile, { force: true });
      database.close();
    },
  };
}

function lockedDatabase(folder: string): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    ensureDataFolder(folder);
    // Never opened by other means: closing any descriptor of a file drops the POSIX locks that the process has on it.
    database = new DatabaseSync(path.join(folder, 'keywell.lock'), { timeout: 0 });
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN IMMEDIATE');
    return database;
  } catch (error) {
    database?.close();
    if (isBusy(error)) throw new AppError('data-folder-in-use', inUse(folder));
    throw new AppError(
      'storage-failed',
      `Keywell cannot use the data folder "${folder}" (${reason(error)}). Make sure that it is a folder you can write to, or choose another with --data-dir.`,
    );
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy;
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function inUse(folder: string): string {
  const next = 'Use that one, or close it first, or choose another folder with --data-dir.';
  const holder = holderOf(folder);
  if (holder === null)
    return `Keywell is already running with the data folder "${folder}". ${next}`;
  const where = holder.host === 'web' ? 'in a browser' : 'in a window';
  return `Keywell is already open ${where} with the data folder "${folder}" (process ${holder.pid}). ${next}`;
}

/** What the holder wrote of itself; null when it has not come to that yet. */
function holderOf(folder: string): z.infer<typeof holderSchema> | null {
  try {
    return holderSchema.parse(
      JSON.parse(readFileSync(path.join(folder, 'keywell.holder.json'), 'utf8')),
    );
  } catch {
    return null;
  }
}
