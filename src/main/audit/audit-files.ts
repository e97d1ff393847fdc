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
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { AppError } from '#shared/errors.ts';
import {
  type AuditFile,
  archivedNameOf,
  beginning,
  currentName,
  reasonOf,
  tornBytes,
  withAuditFiles,
} from './audit-reading.ts';

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

  /** See `withAuditFiles`. */
  reading<T>(use: (files: readonly AuditFile[]) => Promise<T>, opened?: () => void): Promise<T> {
    return withAuditFiles(this.#options.folder, use, opened);
  }

  /** How many bytes of the current file follow its last line feed: a line that was torn off in mid-write. */
  tornBytes(): Promise<number> {
    return tornBytes(this.#options.folder);
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
      const firstSeq =
        /^\{"seq":(\d{1,12}),/.exec(await beginning(this.#options.folder))?.[1] ?? '';
      const archived = join(this.#options.folder, archivedNameOf(firstSeq));
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
