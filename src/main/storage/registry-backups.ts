import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { copyFile, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Backup } from '#shared/domain/recovery.ts';
import { backedUpAt, backupName, superseded } from './kept-backups.ts';
import { parseRegistryDocument } from './parse-registry-document.ts';
import { registryFile } from './registry-file.ts';

/** How often a registry that goes on changing is copied. */
const intervalMs = 15 * 60_000;

/** What a save that was cut short leaves of the state before it, which may be newer than any backup. */
const previousName = 'registry.json.before';

interface RegistryBackupsDependencies {
  readonly dataFolder: string;
  readonly now: () => Date;
  /** Told why a backup could not be made; Keywell goes on without it. */
  readonly onFailure: (error: unknown) => void;
}

/**
 * Good states of the registry's file, kept in `backups` beside it. As the file holds no key, neither do they.
 *
 * They are copies made by the operating system while Keywell goes on: the file is only ever replaced as a whole, so
 * that a copy is one state of it, whatever is saved in the meantime.
 */
export class RegistryBackups {
  readonly #file: string;
  readonly #folder: string;
  readonly #now: () => Date;
  readonly #onFailure: (error: unknown) => void;
  #timer: NodeJS.Timeout | undefined;
  #saving: Promise<void> = Promise.resolve();

  constructor({ dataFolder, now, onFailure }: RegistryBackupsDependencies) {
    this.#file = registryFile(dataFolder);
    this.#folder = path.join(dataFolder, 'backups');
    this.#now = now;
    this.#onFailure = onFailure;
  }

  /** The file was read, and is good: it is kept. */
  opened(): void {
    this.#save();
  }

  /** The file was written. It is kept too, a while later, with what is written until then. */
  changed(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#save();
    }, intervalMs).unref();
  }

  /** Whether there is any, good or not. */
  exist(): boolean {
    try {
      return readdirSync(this.#folder).some((name) => backedUpAt(name) !== null);
    } catch {
      return false;
    }
  }

  /** Those that can be read, newest first. */
  async list(): Promise<readonly Backup[]> {
    const backups: Backup[] = [];
    for (const name of [...(await this.#names()), previousName]) {
      const savedAt = backedUpAt(name) ?? (await changedAt(this.#pathOf(name)));
      const text = await readFile(this.#pathOf(name), 'utf8').catch(() => '');
      const configurations = numberOfConfigurations(text);
      if (savedAt !== null && configurations !== null) {
        backups.push({ name, savedAt, configurations });
      }
    }
    return backups.toSorted((one, other) => (one.savedAt < other.savedAt ? 1 : -1));
  }

  /** The text of one of `list`. Throws the system's error. */
  read(name: string): string {
    return readFileSync(this.#pathOf(path.basename(name)), 'utf8');
  }

  #pathOf(name: string): string {
    return path.join(name === previousName ? path.dirname(this.#file) : this.#folder, name);
  }

  /** Waits for a backup that is being made; makes no more. */
  async close(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#saving;
  }

  #save(): void {
    this.#saving = this.#saving.then(() => this.#copy()).catch(this.#onFailure);
  }

  async #copy(): Promise<void> {
    if (!existsSync(this.#file)) return;
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    const newest = (await this.#names()).at(-1);
    if (newest !== undefined && (await same(this.#file, path.join(this.#folder, newest)))) return;
    const unfinished = path.join(this.#folder, 'unfinished');
    await copyFile(this.#file, unfinished);
    const handle = await open(unfinished, 'r+');
    try {
      await handle.chmod(0o600);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(unfinished, path.join(this.#folder, backupName(this.#now())));
    for (const name of superseded(await this.#names())) {
      await rm(path.join(this.#folder, name), { force: true });
    }
  }

  /** Oldest first. */
  async #names(): Promise<readonly string[]> {
    const names: readonly string[] = await readdir(this.#folder).catch(() => []);
    return names.filter((name) => backedUpAt(name) !== null).toSorted();
  }
}

async function changedAt(file: string): Promise<string | null> {
  const found = await stat(file).catch(() => null);
  return found === null ? null : found.mtime.toISOString();
}

async function same(one: string, other: string): Promise<boolean> {
  if ((await stat(one)).size !== (await stat(other)).size) return false;
  return (await readFile(one)).equals(await readFile(other));
}

function numberOfConfigurations(text: string): number | null {
  try {
    return parseRegistryDocument(text, 'backup').document.configurations.length;
  } catch {
    return null;
  }
}
