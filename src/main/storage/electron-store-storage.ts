import {
  copyFileSync,
  linkSync,
  lstatSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import path from 'node:path';
import ElectronStore from 'electron-store';
import { AppError, type ErrorCode } from '#shared/errors.ts';
import { ensureDataFolder } from './data-folder.ts';
import { keepAside } from './keep-aside.ts';
import { parseRegistryDocument } from './parse-registry-document.ts';
import { type RegistryStorage, schemaVersion } from './registry-document.ts';
import { registryFile } from './registry-file.ts';
import { registryText } from './registry-text.ts';

/** What electron-store sees: the document as one text. It neither parses nor judges it; that is the schema's part. */
type Text = { json?: string | Buffer };

/**
 * The registry's file, `registry.json` in the data folder, kept through electron-store.
 *
 * electron-store parses the whole file anew for every read, and once more before every write to carry over its own
 * bookkeeping, which is not used here. So it is given the document as text: a document is parsed once, at `read`,
 * and a file that does not parse is met by `read` alone, which never touches it.
 *
 * A write goes to a temporary file, is synced and renamed over the old one: a process killed at any moment leaves
 * the state before the write or the one after it.
 *
 * Outside Electron, `ELECTRON_OVERRIDE_DIST_PATH` must be set when this file is imported: electron-store imports
 * `electron`, which otherwise tries to download its runtime.
 *
 * @param dataFolder absolute; the caller holds its lock
 */
export function createElectronStoreStorage(dataFolder: string): RegistryStorage {
  const file = registryFile(dataFolder);
  const before = `${file}.before`;
  let store: ElectronStore<Text> | undefined;
  /** The version of the file where that is an older one, until the file was copied aside. */
  let olderVersion: number | null = null;

  /** Opens on first use, because opening already reads the file, and may fail. It never writes. */
  const opened = () => {
    store ??= openStore(dataFolder);
    return store;
  };

  return {
    read() {
      const text = attempt(
        () => opened().store.json?.toString(),
        'registry-damaged',
        `"${file}" cannot be read`,
      );
      if (text === undefined) return null;
      const { document, writtenVersion } = parseRegistryDocument(text, file);
      olderVersion = writtenVersion < schemaVersion ? writtenVersion : null;
      removeLeftovers(dataFolder);
      return document;
    },
    write(document) {
      const json = Buffer.from(registryText(document));
      attempt(
        () => writeBytes(json),
        'storage-failed',
        `"${file}" could not be written, so nothing was changed`,
      );
    },
  };

  /** What an older version of Keywell wrote stays beside, for the day that somebody goes back to it. */
  function writeBytes(json: Buffer): void {
    if (olderVersion !== null) keepAside(file, olderVersion);
    olderVersion = null;
    replaceWhole(json);
  }

  /**
   * electron-store's writer takes a short write, as the kernel gives when a disk fills up, for a whole one, and then
   * replaces the good file by the cut one. So the old file keeps a second name until the new one is known to be whole.
   */
  function replaceWhole(json: Buffer): void {
    rmSync(before, { force: true });
    const existed = keepAs(before, file);
    try {
      withoutSnap(() => {
        opened().store = { json };
      });
      if (statSync(file).size === json.byteLength) return;
      if (existed) renameSync(before, file);
      else rmSync(file);
    } finally {
      rmSync(before, { force: true });
    }
    throw new Error('there is no space left on the disk');
  }
}

function openStore(dataFolder: string): ElectronStore<Text> {
  ensureDataFolder(dataFolder);
  return new ElectronStore<Text>({
    cwd: dataFolder,
    name: 'registry',
    clearInvalidConfig: false,
    configFileMode: 0o600,
    serialize: ({ json = '' }) => json,
    deserialize: (json) => ({ json }),
  });
}

/** Runs `action`; a failure gets `code`, and a sentence with the system's reason. */
function attempt<T>(action: () => T, code: ErrorCode, what: string): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof AppError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError(
      code,
      `${what} (${reason}). Check the disk and your rights to the data folder, then try again.`,
    );
  }
}

/** Gives `file` a second name, or a copy where the file system has no links. False if there is no file. */
function keepAs(second: string, file: string): boolean {
  const found = lstatSync(file, { throwIfNoEntry: false });
  if (found === undefined) return false;
  try {
    if (found.isSymbolicLink()) copyFileSync(file, second);
    else linkSync(file, second);
  } catch {
    copyFileSync(file, second);
  }
  return true;
}

/**
 * With `SNAP` in the environment, as a terminal inside a snap hands it on, electron-store writes in place instead of
 * atomically. Keywell is no snap.
 */
function withoutSnap(action: () => void): void {
  const snap = process.env.SNAP;
  delete process.env.SNAP;
  try {
    action();
  } finally {
    if (snap !== undefined) process.env.SNAP = snap;
  }
}

/** Removes what a killed write left behind. Called only once the file itself is known to be good. */
function removeLeftovers(dataFolder: string): void {
  const fileName = path.basename(registryFile(dataFolder));
  const leftovers = readdirSync(dataFolder).filter(
    (name) => name.startsWith(`${fileName}.tmp-`) || name === `${fileName}.before`,
  );
  for (const name of leftovers) {
    try {
      rmSync(path.join(dataFolder, name));
    } catch {
      // It only takes space, and the next start tries again.
    }
  }
}
