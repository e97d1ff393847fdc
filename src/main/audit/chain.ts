import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { type AuditEntry, auditEntrySchema } from '#shared/domain/audit.ts';

/** `previous` of the very first entry. */
export const beforeFirst = '0'.repeat(64);

/** An entry before it is linked to the one before it and sealed. */
export type UnsealedEntry = Omit<AuditEntry, 'seal'>;

/** The line as it is written, without its line feed. Field order is fixed, so that equal entries give equal bytes. */
export function lineOf(entry: UnsealedEntry, auditKey: Buffer | null): string {
  const { seq, time, actor, action, target, outcome, of, detail, previous } = entry;
  const body = {
    seq,
    time,
    actor: { id: actor.id, member: actor.member, account: actor.account },
    action,
    target: target === null ? null : { id: target.id, name: target.name },
    outcome,
    of,
    detail,
    previous,
  };
  const seal =
    auditKey === null
      ? null
      : { key: keyIdOf(auditKey), mac: macOf(JSON.stringify(body), auditKey) };
  return JSON.stringify({ ...body, seal });
}

/** SHA-256 of a line, hex: the `previous` of the next one. */
export function hashOf(line: string): string {
  return createHash('sha256').update(line).digest('hex');
}

/** Names an audit key without telling anything of it: the first 8 hex digits of its SHA-256. */
export function keyIdOf(auditKey: Buffer): string {
  return createHash('sha256').update(auditKey).digest('hex').slice(0, 8);
}

/** The entry a line holds, or null when it is not one, or not exactly as Keywell writes it. */
export function entryOf(line: string): AuditEntry | null {
  try {
    const parsed = auditEntrySchema.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Whether `line`, which holds `entry`, is sealed with `auditKey` and unchanged since. */
export function sealHolds(line: string, entry: AuditEntry, auditKey: Buffer): boolean {
  if (entry.seal === null) return false;
  const expected = Buffer.from(lineOf(entry, auditKey));
  const actual = Buffer.from(line);
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}

function macOf(body: string, auditKey: Buffer): string {
  return createHmac('sha256', auditKey).update(body).digest('hex');
}
