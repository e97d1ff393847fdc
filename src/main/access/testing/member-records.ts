import { scryptSync } from 'node:crypto';
import { AppError } from '#shared/errors.ts';
import type { MemberRecord } from '../member-record.ts';
import type { MemberRecords } from '../members.ts';
import type { PasscodeHash } from '../passcode.ts';

/** Members in memory, which outlive the `Members` that a test closes, and cannot be written when told so. */
export class MemberRecordsDouble implements MemberRecords {
  failing = false;
  /** Called once, after the next write. */
  afterSave: (() => void) | null = null;
  #members: readonly MemberRecord[];
  #actingId: string | null;

  constructor(members: readonly MemberRecord[] = [], actingId: string | null = null) {
    this.#members = members;
    this.#actingId = actingId;
  }

  members(): readonly MemberRecord[] {
    return this.#members;
  }

  actingMemberId(): string | null {
    return this.#actingId;
  }

  saveMembers(members: readonly MemberRecord[], actingMemberId: string): void {
    if (this.failing) throw new AppError('storage-failed', 'The disk is full.');
    this.#members = members;
    this.#actingId = actingMemberId;
    const { afterSave } = this;
    this.afterSave = null;
    afterSave?.();
  }
}

/** What is kept of a passcode, at a cost that tests can bear. */
export function cheapHash(passcode: string): PasscodeHash {
  const salt = '00'.repeat(16);
  const hash = scryptSync(passcode, Buffer.from(salt, 'hex'), 32, { N: 2, r: 1, p: 1 });
  return { algorithm: 'scrypt', n: 2, r: 1, p: 1, salt, hash: hash.toString('hex') };
}
