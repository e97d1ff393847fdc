import type { AuditAction } from '#shared/domain/audit.ts';
import type { Actor } from '#shared/domain/member.ts';

export interface AuditTarget {
  readonly id: string;
  readonly name: string;
}

export type AuditActor = Pick<Actor, 'id' | 'name'>;

/** Something that is put on record, without who did it. Names and details hold nothing that was not checked before. */
export interface Fact {
  readonly action: AuditAction;
  readonly target?: AuditTarget | null;
  readonly detail?: string | null;
}

/** What is known of an action once it has been carried out. What is left out stays as it was stated. */
export interface Ending {
  readonly target?: AuditTarget;
  readonly detail?: string;
  /** What else happened with it, one entry each. */
  readonly also?: readonly Fact[];
}

/** An action that is about to be carried out. */
export interface Statement<T = unknown> extends Fact {
  readonly done?: (result: T) => Ending;
  /** What a failure is called, where it has a name of its own. */
  readonly failedAs?: AuditAction;
}

/** The actor of what Keywell notices by itself. */
export const keywell: AuditActor = { id: 'keywell', name: 'Keywell' };
