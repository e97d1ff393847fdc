import type { AuditAction } from '#shared/domain/audit.ts';

/** Something that Keywell noticed by itself, for the record. */
export interface KeyFact {
  readonly action: AuditAction;
  /** Null where it concerns the encryption key. The configuration may be gone. */
  readonly configurationId: string | null;
  /** One sentence or two, without secrets. */
  readonly detail: string;
}

/** Puts a fact on record. Rejects when that cannot be done. */
export type NoteKeyFact = (fact: KeyFact) => Promise<void>;
