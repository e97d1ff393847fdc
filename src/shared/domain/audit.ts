import { z } from 'zod';

/** Everything that is put on record. */
const auditActions = [
  'key.set',
  'key.replaced',
  'key.removed',
  'key.verified',
  'key.verification-failed',
  'key.approved',
  'key.re-entry-needed',
  'encryption-key.created',
  'encryption-key.rotated',
  'encryption-key.changed-outside',
  'configuration.created',
  'configuration.updated',
  'configuration.deleted',
  'default.set',
  'default.cleared',
  'member.added',
  'member.updated',
  'member.removed',
  'member.passcode-changed',
  'member.acting',
  'member.acting-refused',
  'policy.loaded',
  'policy.rejected',
  'configurations.exported',
  'configurations.imported',
  'vault.mode-changed',
  'registry.restored',
  'log.repaired',
  'log.exported',
  'denied',
] as const;

/**
 * `begun` is written before an action and `done` or `failed` after it, so that nothing happens off the record; a
 * `begun` without a second entry means that Keywell stopped in between. `noted` is a fact, `denied` a refused attempt.
 */
const auditOutcomes = ['begun', 'done', 'failed', 'noted', 'denied'] as const;

const auditActionSchema = z.enum(auditActions);

/** One line of `audit.jsonl`. Holds no key material, no hint and no fingerprint. */
export const auditEntrySchema = z.strictObject({
  /** Grows by one from 1, across files. */
  seq: z.number().int().min(1),
  time: z.iso.datetime(),
  actor: z.strictObject({
    id: z.string().max(100),
    member: z.string().max(500),
    /** The operating system's account. */
    account: z.string().max(500),
  }),
  action: auditActionSchema,
  /** The configuration or member concerned, with its name at the time. */
  target: z.strictObject({ id: z.string().max(100), name: z.string().max(500) }).nullable(),
  outcome: z.enum(auditOutcomes),
  /** For `done` and `failed`: the entry that began it. */
  of: z.number().int().nullable(),
  /** One sentence without secrets. */
  detail: z.string().max(2_000).nullable(),
  /** SHA-256 of the previous line, hex; 64 zeros before the first. */
  previous: z.string().regex(/^[0-9a-f]{64}$/),
  /** Which audit key sealed this line (8 hex digits of its SHA-256), and the seal: HMAC-SHA256 of the line without this field. Null while the key could not be read. */
  seal: z
    .strictObject({
      key: z.string().regex(/^[0-9a-f]{8}$/),
      mac: z.string().regex(/^[0-9a-f]{64}$/),
    })
    .nullable(),
});

export const auditFilterSchema = z.strictObject({
  /** Configuration or member id. */
  targetId: z.string().max(100).nullable(),
  memberId: z.string().max(100).nullable(),
  action: auditActionSchema.nullable(),
  from: z.iso.datetime().nullable(),
  to: z.iso.datetime().nullable(),
});

/** An action as a person reads it: what began and how it ended, in one row. */
export const auditRecordSchema = auditEntrySchema
  .omit({ previous: true, seal: true, of: true })
  .extend({ endedAt: z.iso.datetime().nullable() });

export const auditVerificationSchema = z.strictObject({
  /** `unsealed`: the chain is unbroken, but the keychain cannot be read, so its seals are not checked. */
  state: z.enum(['intact', 'broken', 'unsealed']),
  entries: z.number().int(),
  /** The first entry that is not as it was written. */
  firstBadSeq: z.number().int().nullable(),
  /** The result as one sentence. */
  message: z.string(),
});

export type AuditAction = z.infer<typeof auditActionSchema>;
export type AuditEntry = Readonly<z.infer<typeof auditEntrySchema>>;
export type AuditFilter = Readonly<z.infer<typeof auditFilterSchema>>;
export type AuditRecord = Readonly<z.infer<typeof auditRecordSchema>>;
export type AuditVerification = Readonly<z.infer<typeof auditVerificationSchema>>;
