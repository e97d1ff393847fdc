import { onTestFinished } from 'vitest';
import type { Keychain } from '../../vault/keychain.ts';
import { AuditFiles } from '../audit-files.ts';
import { AuditKeys } from '../audit-keys.ts';
import { AuditLog } from '../audit-log.ts';

const everything = { targetId: null, memberId: null, action: null, from: null, to: null };

/** The audit log as a start of Keywell opens it, but for the wait for the disk. */
export function openLog(folder: string, keychain: Keychain, maxBytes = 1_000_000) {
  const appended: number[] = [];
  const log = new AuditLog({
    files: new AuditFiles({ folder, maxBytes, sync: false }),
    keys: new AuditKeys(keychain, 'a workspace'),
    account: 'ada',
    now: () => new Date(),
    onAppended: (seq) => appended.push(seq),
  });
  onTestFinished(() => log.close());
  return {
    log,
    /** What was announced. */
    appended,
    verify: () => log.verify(),
    query: (filter = {}, limit = 100, beforeSeq: number | null = null) =>
      log.query({ ...everything, ...filter }, { limit, beforeSeq }),
    close: () => log.close(),
  };
}
