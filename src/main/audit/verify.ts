import { setImmediate } from 'node:timers/promises';
import type { AuditVerification } from '#shared/domain/audit.ts';
import type { AuditKeys } from './audit-keys.ts';
import type { AuditFile } from './audit-reading.ts';
import { beforeFirst, entryOf, hashOf, keyIdOf, sealHolds } from './chain.ts';

/** What is wrong with the log, and at which entry. */
interface Fault {
  readonly seq: number;
  readonly message: string;
}

/** Where reading has got to. */
interface Progress {
  seq: number;
  previous: string;
  /** The last entry whose seal holds: it proves, link by link, all that come before it. */
  proven: number;
  /** The first entry without a seal that could be checked and was found good, and how many there are. */
  firstUnsealed: number | null;
  unsealed: number;
}

/** Reads the whole log and says whether every entry is as it was written, or which is the first that is not. */
export async function verifyAuditLog(
  files: readonly AuditFile[],
  keys: AuditKeys,
): Promise<AuditVerification> {
  const auditKey = await keys.forChecking();
  // While it cannot be read, what it would tell is not known; the seals cannot be checked then either.
  const anchor = await keys.readAnchor().catch(() => null);
  const progress: Progress = {
    seq: 0,
    previous: beforeFirst,
    proven: 0,
    firstUnsealed: null,
    unsealed: 0,
  };
  for (const file of files) {
    for (const [index, line] of (await file.lines()).entries()) {
      if (index % 500 === 0) await setImmediate();
      const fault = checkNext(line, progress, auditKey);
      if (fault !== null) return broken(progress, fault);
      if (anchor?.seq === progress.seq && anchor.hash !== progress.previous) {
        return broken(progress, {
          seq: firstUnproven(progress),
          message: `The log up to entry ${progress.seq} is not the one that Keywell wrote.`,
        });
      }
    }
  }
  if (anchor !== null && progress.seq < anchor.seq) {
    return broken(progress, {
      seq: progress.seq + 1,
      message: `The log ends with entry ${progress.seq}, but ${anchor.seq} were written: the last ${anchor.seq - progress.seq} are missing.`,
    });
  }
  return unbroken(progress, auditKey !== null);
}

/** Checks the line after those read so far, and moves on if nothing is wrong with it. */
function checkNext(line: string, progress: Progress, auditKey: Buffer | null): Fault | null {
  const seq = progress.seq + 1;
  const entry = entryOf(line);
  if (entry === null) return { seq, message: `Entry ${seq} is not one that Keywell wrote.` };
  if (entry.seq !== seq) {
    return {
      seq,
      message: `Entry ${seq} is missing or out of place: the line there says it is entry ${entry.seq}.`,
    };
  }
  const checkable = auditKey !== null && entry.seal?.key === keyIdOf(auditKey);
  const holds = checkable && sealHolds(line, entry, auditKey);
  if (checkable && !holds)
    return { seq, message: `Entry ${seq} was changed after it was written.` };
  if (entry.previous !== progress.previous) {
    // The seal proves this line, so it is one before that is no longer what it was.
    const at = holds ? firstUnproven(progress) : seq;
    return {
      seq: at,
      message: `Entry ${at} was changed after it was written, or one beside it was taken out.`,
    };
  }
  if (holds) progress.proven = seq;
  else {
    progress.firstUnsealed ??= seq;
    progress.unsealed += 1;
  }
  progress.seq = seq;
  progress.previous = hashOf(line);
  return null;
}

/** The first of those read that may not be what it was; the last of them where nothing tells which. */
function firstUnproven({ seq, proven }: Progress): number {
  return Math.max(Math.min(proven + 1, seq), 1);
}

function broken(progress: Progress, { seq, message }: Fault): AuditVerification {
  return { state: 'broken', entries: progress.seq, firstBadSeq: seq, message };
}

function unbroken(
  { seq, firstUnsealed, unsealed }: Progress,
  sealsChecked: boolean,
): AuditVerification {
  const entries = seq;
  if (firstUnsealed === null) {
    const message =
      entries === 0 ? 'The log is empty.' : `All ${entries} entries are as they were written.`;
    return { state: 'intact', entries, firstBadSeq: null, message };
  }
  const message = sealsChecked
    ? `Every sealed entry is as it was written. ${unsealed} from entry ${firstUnsealed} on carry no seal of the key in the keychain: it could not be read when they were written, or something else wrote them.`
    : `The chain of ${entries} entries is unbroken. Its seals cannot be checked while the keychain cannot be read.`;
  return { state: 'unsealed', entries, firstBadSeq: sealsChecked ? firstUnsealed : null, message };
}
