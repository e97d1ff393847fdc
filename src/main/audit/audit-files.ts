import {
  closeSync,
  constants,
  existsSync,
  fdatasync,
  fdatasyncSync,
  fstatSync,
  ftruncateSync,
  openSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs';
import { type FileHandle, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { AppError } from '#shared/errors.ts';

const currentName = 'audit.jsonl';
const archivedName = /^audit-(\d{12})\.jsonl$/;
const lineFeed = 0x0a;

/** One file of the log as it was when reading began, whatever is appended or renamed meanwhile. */
export interface AuditFile {
  /** Its lines. A last one without line feed is left out of the current file, where it was torn off in mid-write. */
  lines(): Promise<readonly string[]>;
}

interface AuditFilesOptions {
  readonly folder: string;
  /** A file that has grown to this many bytes is moved aside before the next line. */
  readonly maxBytes: number;
  /** Whether to wait for the disk after each line; true but where a test has no use for it. */
  readonly sync?: boolean;
}

/**
 * The audit log on disk: `audit.jsonl`, and beside it the files it was rotated into, named after their first
 * sequence number. Lines are appended and synced to the disk; nothing is ever rewritten but a torn last line.
 */
export class AuditFiles {
  readonly #options: AuditFilesOptions;
  #descriptor: number | undefined;
  /** What the current file must still be when the next line is appended. */
  #expected: { readonly inode: number; readonly size: number } | undefined;

  constructor(options: AuditFilesOptions) {
    this.#options = options;
  }

  /**
   * Gives `use` every file, oldest first. Nothing may be appended before `opened` is called: from then on the files
   * are held open, so that what `use` sees is one state of the log.
   */
  async reading<T>(
    use: (files: readonly AuditFile[]) => Promise<T>,
    opened: () => void = () => undefined,
  ): Promise<T> {
    const handles: FileHandle[] = [];
    try {
      const files: AuditFile[] = [];
      for (const path of await this.#paths()) {
        const handle = await orUnreadable(() => open(path, 'r'));
        handles.push(handle);
        const { size } = await handle.stat();
        const mayBeTorn = path === this.#current;
        files.push({ lines: async () => linesOf(await readFrom(handle, size), mayBeTorn) });
      }
      opened();
      return await use(files);
    } finally {
      await Promise.all(handles.map((handle) => handle.close()));
    }
  }

  /** How many bytes of the current file follow its last line feed: a line that was torn off in mid-write. */
  async tornBytes(): Promise<number> {
    const handle = await open(this.#current, 'r').catch(() => undefined);
    if (handle === undefined) return 0;
    try {
      const { size } = await handle.stat();
      const bytes = await readFrom(handle, size);
      return size - (bytes.lastIndexOf(lineFeed) + 1);
    } finally {
      await handle.close();
    }
  }

  /** Cuts the last bytes off the current file. Throws `audit-unavailable`. */
  async cutOff(bytes: number): Promise<void> {
    await this.#orUnavailable(async () => {
      const handle = await open(this.#current, 'r+');
      try {
        const { size } = await handle.stat();
        await handle.truncate(size - bytes);
        await this.#sync(handle.fd);
      } finally {
        await handle.close();
      }
    });
  }

  /**
   * Appends lines and waits until they are on the disk: all of them, or none. Throws `audit-unavailable` when that
   * cannot be: disk full, read-only, or the file was replaced or changed since the last line.
   */
  async append(lines: readonly string[]): Promise<void> {
    await this.#orUnavailable(async () => {
      const { descriptor, inode, size } = this.#writable();
      const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
      try {
        // Handing a line to the system takes microseconds; it is the disk that is worth waiting for elsewhere.
        writeWhole(descriptor, bytes);
        await this.#sync(descriptor);
      } catch (error) {
        // What could be written only in part is taken back, so that the file ends with a whole line.
        attempt(() => ftruncateSync(descriptor, size));
        throw error;
      }
      this.#expected = { inode, size: size + bytes.length };
    });
  }

  /** Moves a current file that has grown past its limit aside, under its first sequence number. Throws `audit-unavailable`. */
  async rotateIfLarge(): Promise<void> {
    if ((this.#expected?.size ?? 0) < this.#options.maxBytes) return;
    await this.#orUnavailable(async () => {
      this.#writable();
      const firstSeq = /^\{"seq":(\d{1,12}),/.exec(await this.#firstLine())?.[1] ?? '';
      const archived = join(this.#options.folder, `audit-${firstSeq.padStart(12, '0')}.jsonl`);
      // Never over a file that is there: the current one goes on growing instead.
      if (firstSeq === '' || existsSync(archived)) return;
      this.close();
      renameSync(this.#current, archived);
      this.#expected = undefined;
      this.#syncFolder();
    });
  }

  close(): void {
    const descriptor = this.#descriptor;
    this.#descriptor = undefined;
    if (descriptor !== undefined) attempt(() => closeSync(descriptor));
  }

  get #current(): string {
    return join(this.#options.folder, currentName);
  }

  /** Every file, oldest first, the current one last. */
  async #paths(): Promise<readonly string[]> {
    const names: readonly string[] = await readdir(this.#options.folder).catch(() => []);
    const archived = names.filter((name) => archivedName.test(name)).sort();
    return [...archived, ...(names.includes(currentName) ? [currentName] : [])].map((name) =>
      join(this.#options.folder, name),
    );
  }

  /** The current file, open, if that is still the file which the last line went to. */
  #writable(): { readonly descriptor: number; readonly inode: number; readonly size: number } {
    const isNew = this.#descriptor === undefined && !existsSync(this.#current);
    this.#descriptor ??= openSync(this.#current, flags, 0o600);
    const own = fstatSync(this.#descriptor);
    const onDisk = statSync(this.#current, { throwIfNoEntry: false });
    const expected = this.#expected;
    if (
      onDisk?.ino !== own.ino ||
      (expected !== undefined && (expected.inode !== own.ino || expected.size !== own.size))
    ) {
      throw new AppError('audit-unavailable', replaced);
    }
    if (isNew) this.#syncFolder();
    return { descriptor: this.#descriptor, inode: own.ino, size: own.size };
  }

  async #firstLine(): Promise<string> {
    const handle = await open(this.#current, 'r');
    try {
      return (await readFrom(handle, 100)).toString('utf8');
    } finally {
      await handle.close();
    }
  }

  async #sync(descriptor: number): Promise<void> {
    if (this.#options.sync ?? true) await datasync(descriptor);
  }

  /** A new name is on the disk only once its folder is. Where folders cannot be synced the system sees to it. */
  #syncFolder(): void {
    attempt(() => {
      const descriptor = openSync(this.#options.folder, 'r');
      attempt(() => fdatasyncSync(descriptor));
      closeSync(descriptor);
    });
  }

  async #orUnavailable(action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (error) {
      this.close();
      if (error instanceof AppError) throw error;
      throw new AppError('audit-unavailable', `${unavailable} (${reasonOf(error)})`);
    }
  }
}

const datasync = promisify(fdatasync);

/** A link in the place of the file is not followed, where the system can tell. */
const flags =
  constants.O_CREAT | constants.O_APPEND | constants.O_RDWR | (constants.O_NOFOLLOW ?? 0);

const unavailable =
  'This must be put on record, and the audit log cannot be written, so it was not done. Make room or give Keywell write access to its data folder, then try again.';

const replaced =
  'The audit log was replaced or changed by something other than Keywell, so nothing that must be on record is done. Look at Activity, then start Keywell again.';

/** The first `size` bytes, or fewer where the file has no more. */
function readFrom(handle: FileHandle, size: number): Promise<Buffer> {
  return orUnreadable(async () => {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(size), 0, size, 0);
    return buffer.subarray(0, bytesRead);
  });
}

async function orUnreadable<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw new AppError(
      'audit-unavailable',
      `The audit log cannot be read (${reasonOf(error)}), so nothing that must be on record is done. Give Keywell access to its data folder, then try again.`,
    );
  }
}

function linesOf(bytes: Buffer, mayBeTorn: boolean): readonly string[] {
  const lines = bytes.toString('utf8').split('\n');
  const rest = lines.pop() ?? '';
  return rest === '' || mayBeTorn ? lines : [...lines, rest];
}

function writeWhole(descriptor: number, bytes: Buffer): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(descriptor, bytes, done);
}

/** For what is no harm if it fails. */
function attempt(action: () => void): void {
  try {
    action();
  } catch {
    // Whoever called has the failure that counts.
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
}
