import { type FileHandle, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#shared/errors.ts';

/** The file that lines are appended to. */
export const currentName = 'audit.jsonl';
const archivedName = /^audit-(\d{12})\.jsonl$/;
const lineFeed = 0x0a;

/** The name of a file that was moved aside, after its first sequence number. */
export function archivedNameOf(firstSeq: string): string {
  return `audit-${firstSeq.padStart(12, '0')}.jsonl`;
}

/** One file of the log as it was when reading began, whatever is appended or renamed meanwhile. */
export interface AuditFile {
  /** Its lines. A last one without line feed is left out of the current file, where it was torn off in mid-write. */
  lines(): Promise<readonly string[]>;
}

/**
 * Gives `use` every file of the log, oldest first. Nothing may be appended before `opened` is called: from then on the
 * files are held open, so that what `use` sees is one state of the log. Throws `audit-unavailable`.
 */
export async function withAuditFiles<T>(
  folder: string,
  use: (files: readonly AuditFile[]) => Promise<T>,
  opened: () => void = () => undefined,
): Promise<T> {
  const handles: FileHandle[] = [];
  try {
    const files: AuditFile[] = [];
    for (const name of await namesIn(folder)) {
      const handle = await orUnreadable(() => open(join(folder, name), 'r'));
      handles.push(handle);
      const { size } = await handle.stat();
      const mayBeTorn = name === currentName;
      files.push({ lines: async () => linesOf(await readFrom(handle, size), mayBeTorn) });
    }
    opened();
    return await use(files);
  } finally {
    await Promise.all(handles.map((handle) => handle.close()));
  }
}

/** How many bytes of the current file follow its last line feed: a line that was torn off in mid-write. */
export async function tornBytes(folder: string): Promise<number> {
  const handle = await open(join(folder, currentName), 'r').catch(() => undefined);
  if (handle === undefined) return 0;
  try {
    const { size } = await handle.stat();
    const bytes = await readFrom(handle, size);
    return size - (bytes.lastIndexOf(lineFeed) + 1);
  } finally {
    await handle.close();
  }
}

/** What the current file begins with: enough to hold its first sequence number. */
export async function beginning(folder: string): Promise<string> {
  const handle = await orUnreadable(() => open(join(folder, currentName), 'r'));
  try {
    return (await readFrom(handle, 100)).toString('utf8');
  } finally {
    await handle.close();
  }
}

/** Every file, oldest first, the current one last. */
async function namesIn(folder: string): Promise<readonly string[]> {
  const names: readonly string[] = await readdir(folder).catch(() => []);
  const archived = names.filter((name) => archivedName.test(name)).sort();
  return [...archived, ...(names.includes(currentName) ? [currentName] : [])];
}

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

/** The system's name for what went wrong. */
export function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
}
