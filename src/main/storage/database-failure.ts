import { AppError } from '#shared/errors.ts';

/** SQLite's primary result codes: https://www.sqlite.org/rescode.html. */
const corrupt = 11;
const notADatabase = 26;
const reasons: Readonly<Record<number, string>> = {
  5: 'another program is using it',
  6: 'another program is using it',
  8: 'it cannot be written to',
  10: 'the disk failed',
  11: 'it is damaged',
  13: 'there is no space left on the disk',
  14: 'it cannot be opened',
  26: 'it is not a database',
};

/** Thrown by whoever finds that a file is none of Keywell's databases, or not whole. */
export class DamagedDatabase extends Error {}

/** Whether the file is the reason of a failure, so that trying again with it is no use. */
export function isDamage(error: unknown): boolean {
  if (error instanceof DamagedDatabase) return true;
  const code = resultCode(error);
  return code === corrupt || code === notADatabase;
}

/**
 * What a person is told where the file cannot be used now. Null for an error that is none of SQLite's or the file
 * system's, or that lies in what was asked of them.
 */
export function unavailability(file: string, error: unknown): AppError | null {
  const reason =
    error instanceof DamagedDatabase
      ? 'it is not a database of Keywell'
      : (reasons[resultCode(error) ?? 0] ?? systemReason(error));
  if (reason === undefined) return null;
  return new AppError(
    'database-unavailable',
    `History and usage are not available: "${file}" could not be used (${reason}). Prompts can be run all the same. Check the disk and your rights to the data folder, then try again.`,
  );
}

/** The primary result code of an error of SQLite's; null for others. */
function resultCode(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error)) return null;
  // The lower eight bits; those above tell the kinds of a failure apart.
  return typeof error.errcode === 'number' ? error.errcode & 0xff : null;
}

function systemReason(error: unknown): string | undefined {
  return error instanceof Error && 'syscall' in error && 'code' in error
    ? String(error.code)
    : undefined;
}
