import { z } from 'zod';

/**
 * `not-required`: requests go without one. `absent`: needed, none stored. `stored`: in the vault.
 * `needs-reentry`: the encryption key changed since it was stored. `unavailable`: the keychain cannot be read now.
 */
const keyStatusSchema = z.enum([
  'not-required',
  'absent',
  'stored',
  'needs-reentry',
  'unavailable',
]);

/** Tells one encryption key from another, and nothing of either. */
export const encryptionKeyCheckSchema = z.string().regex(/^[0-9a-f]{8}$/);

/** What the registry remembers of a stored key: nothing from which the key could be had. */
export const keyMetadataSchema = z.strictObject({
  status: z.enum(['stored', 'needs-reentry']),
  /** Last four characters, or four dots. */
  hint: z.string().max(4),
  /** HMAC-SHA256 under the workspace salt, first 12 hex digits. Equal keys have equal fingerprints. */
  fingerprint: z.string().regex(/^[0-9a-f]{12}$/),
  setAt: z.iso.datetime(),
  /** Name of the member who set it. */
  setBy: z.string().max(200),
  lastVerifiedAt: z.iso.datetime().nullable(),
  lastUsedAt: z.iso.datetime().nullable(),
  /** When the key now stored was approved, and by whom; null until it is. */
  approvedAt: z.iso.datetime().nullable(),
  approvedBy: z.string().max(200).nullable(),
  /** The encryption key it is encrypted under; null where that is not known, so that only opening it can tell. */
  encryptedUnder: encryptionKeyCheckSchema.nullable().default(null),
});

/**
 * A change of a key in the keychain, noted before it is made and dropped with the write that ends it: one that was cut
 * short is found by it, and brought to its end or taken back.
 */
export const keyChangeSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('store'),
    /** SHA-256 of the ciphertext that is being stored, hex. */
    digest: z.string().regex(/^[0-9a-f]{64}$/),
    /** What is remembered once it is stored. */
    metadata: keyMetadataSchema,
  }),
  z.strictObject({ kind: z.literal('remove') }),
]);

/** Key facts as the renderer sees them. All but the status are null when there is no key. */
export const keyViewSchema = z.strictObject({
  status: keyStatusSchema,
  hint: z.string().max(4).nullable(),
  fingerprint: z.string().nullable(),
  setAt: z.iso.datetime().nullable(),
  setBy: z.string().nullable(),
  lastVerifiedAt: z.iso.datetime().nullable(),
  lastUsedAt: z.iso.datetime().nullable(),
  approvedAt: z.iso.datetime().nullable(),
  approvedBy: z.string().nullable(),
  /** True when the key lives in memory only and is gone when Keywell closes. */
  sessionOnly: z.boolean(),
});

export type KeyStatus = z.infer<typeof keyStatusSchema>;
export type KeyChange = Readonly<z.infer<typeof keyChangeSchema>>;
export type KeyMetadata = Readonly<z.infer<typeof keyMetadataSchema>>;
export type KeyView = Readonly<z.infer<typeof keyViewSchema>>;
