import {
  closeSync,
  fsyncSync,
  linkSync,
  lstatSync,
  openSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { AppError } from '#shared/errors.ts';
import { ensureDataFolder } from './data-folder.ts';
import { stamp } from './file-stamp.ts';
import { registryFile } from './registry-file.ts';

/**
 * Puts `text` in the place of a registry that cannot be read, which stays beside it as `registry.damaged-<time>.json`.
 * However it ends, a registry is never deleted, and none that is whole is half there.
 *
 * @returns where the old one is now; null if there was none
 * @throws AppError `storage-failed`, and then the old one is where it was, or stays aside
 */
export function replaceRegistry(dataFolder: string, text: string, now: Date): string | null {
  const file = registryFile(dataFolder);
  // What is left of one that failed is cleared away by the next good start.
  const unfinished = `${file}.tmp-mended`;
  try {
    ensureDataFolder(dataFolder);
    writeDurably(unfinished, text);
    const aside = moveAside(file, now);
    renameSync(unfinished, file);
    return aside;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError(
      'storage-failed',
      `"${file}" could not be replaced (${reason}). Check the disk and your rights to the data folder, then try again.`,
    );
  }
}

function writeDurably(file: string, text: string): void {
  const descriptor = openSync(file, 'w', 0o600);
  try {
    writeFileSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** By a second name, where that is possible, so that at no moment there is no registry at all. */
function moveAside(file: string, now: Date): string | null {
  if (lstatSync(file, { throwIfNoEntry: false }) === undefined) return null;
  const aside = path.join(path.dirname(file), `registry.damaged-${stamp(now)}.json`);
  try {
    linkSync(file, aside);
  } catch {
    renameSync(file, aside);
  }
  return aside;
}
