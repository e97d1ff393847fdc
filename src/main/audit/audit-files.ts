import { constants, type Stats } from 'node:fs';
import { type FileHandle, open, readdir, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#shared/errors.ts';

const currentName = 'audit.jsonl';
const archivedName = /^audit-(\d{12})\.jsonl$/;

/**
 * The audit log on disk: `audit.jsonl`, and beside it the files it was rotated into, named after their first
 * sequence number. Lines are appended and synced to the disk one by one; nothing is ever rewritten but a torn
 * last line.
 */
export class AuditFiles {
  readonly #folder: string;
  readonly #maxBytes: number;
  #handle: FileHandle | undefined;
  /** What the current file must still be when the next line is appended. */
  #expected: { readonly inode: number; readonly size: number } | undefined;

  constructor(folder: string, maxBytes: number) {
    this.#folder = folder;
    this.#maxBytes = maxBytes;
  }

  /** Every file, oldest first, the current one last. */
  async paths(): Promise<readonly string[]> {
    const names: readonly string[] = await readdir(this.#folder).catch(() => []);
    const archived = names.filter((name) => archivedName.test(name)).sort();
    return [...archived, ...(names.includes(currentName) ? [currentName] : [])].map((name) =>
      join(this.#folder, name),
    );
  }

  /** The lines of one file. A last line without a line feed was torn off in mid-write and is given apart. */
  async lines(path: string): Promise<{ readonly whole: readonly string[]; readonly torn: string }> {
    const parts = (await readFile(path, 'utf8')).split('\n');
    return { torn: parts.pop() ?? '', whole: parts };
  }

  /** Cuts a torn last line off the current file. */
  async dropTorn(torn: string): Promise<void> {
    const handle = await open(join(this.#folder, currentName), 'r+');
    try {
      const { size } = await handle.stat();
      await handle.truncate(size - Buffer.byteLength(torn));
      await handle.sync();
    } finally {
      await handle.close();
    }
  }

  /**
   * Appends a line and waits until it is on the disk. Throws `audit-unavailable` when it cannot be: disk full,
   * read-only, or the file was replaced or changed since the last line.
   */
  async append(line: string): Promise<void> {
    try {
      const handle = await this.#writable();
      const bytes = Buffer.from(`${line}\n`);
      await this.#writeWhole(handle, bytes);
      const { ino, size } = await handle.stat();
      this.#expected = { inode: ino, size };
    } catch (error) {
      await this.#forget();
      if (error instanceof AppError) throw error;
      throw new AppError('audit-unavailable', `${unavailable} (${reasonOf(error)})`);
    }
  }

  /** Moves a current file that has grown past its limit aside, under `firstSeq`. True if it did. */
  async rotateIfLarge(firstSeq: number): Promise<boolean> {
    if ((this.#expected?.size ?? 0) < this.#maxBytes) return false;
    await this.#forget();
    const archived = `audit-${String(firstSeq).padStart(12, '0')}.jsonl`;
    await rename(join(this.#folder, currentName), join(this.#folder, archived));
    this.#expected = undefined;
    return true;
  }

  async close(): Promise<void> {
    await this.#forget();
  }

  async #writable(): Promise<FileHandle> {
    const path = join(this.#folder, currentName);
    this.#handle ??= await open(
      path,
      constants.O_CREAT | constants.O_APPEND | constants.O_RDWR,
      0o600,
    );
    const own = await this.#handle.stat();
    const onDisk: Stats | undefined = await stat(path).catch(() => undefined);
    const expected = this.#expected;
    if (
      onDisk === undefined ||
      onDisk.ino !== own.ino ||
      (expected !== undefined && (expected.inode !== own.ino || expected.size !== own.size))
    ) {
      throw new AppError(
        'audit-unavailable',
        'The audit log was replaced or changed by something other than Keywell, so nothing that must be on record is done. Look at Activity, then start Keywell again.',
      );
    }
    return this.#handle;
  }

  /** A line that could be written only in part is taken back, so that the file ends with a whole one. */
  async #writeWhole(handle: FileHandle, bytes: Buffer): Promise<void> {
    const { size } = await handle.stat();
    try {
      await handle.appendFile(bytes);
      await handle.datasync();
    } catch (error) {
      await handle.truncate(size).catch(() => undefined);
      throw error;
    }
  }

  async #forget(): Promise<void> {
    const handle = this.#handle;
    this.#handle = undefined;
    await handle?.close().catch(() => undefined);
  }
}

const unavailable =
  'This must be put on record, and the audit log cannot be written, so it was not done. Make room or give Keywell write access to its data folder, then try again.';

function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
}
