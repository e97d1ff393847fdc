import {
  closeSync,
  constants,
  copyFileSync,
  fchmodSync,
  fsyncSync,
  openSync,
  renameSync,
} from 'node:fs';
import path from 'node:path';
import { stamp } from './file-stamp.ts';

/**
 * Copies the registry's file to `registry.v<version>-<time>.json` beside it, open to its owner alone, and waits until
 * the copy is on the disk. It gets its name only once it is whole. Throws the system's error when it cannot be done.
 */
export function keepAside(file: string, version: number, now = new Date()): void {
  const { dir, name, ext } = path.parse(file);
  const copy = path.join(dir, `${name}.v${version}-${stamp(now)}${ext}`);
  // What is left of one that failed is cleared away by the next good start.
  const unfinished = `${file}.tmp-aside`;
  copyFileSync(file, unfinished);
  const descriptor = openSync(unfinished, constants.O_RDWR);
  try {
    fchmodSync(descriptor, 0o600);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(unfinished, copy);
}
