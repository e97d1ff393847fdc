import { z } from 'zod';
import { configurationViewSchema } from '../../domain/configuration.ts';
import { keyMetadataSchema } from '../../domain/key.ts';
import { defineRoute } from '../define.ts';

/** Longer than any key that is accepted, so that the refusal comes as a sentence from the rules. */
const key = z.string().max(8_192);
const configurationId = z.uuid();
const fingerprint = keyMetadataSchema.shape.fingerprint;

/** No route here, or anywhere, answers with a key or its ciphertext. */
export const keyRoutes = {
  ...defineRoute({
    name: 'keys.set',
    permission: 'keys:manage',
    input: z.strictObject({ configurationId, key }),
    output: configurationViewSchema,
  }),
  ...defineRoute({
    name: 'keys.replace',
    permission: 'keys:manage',
    input: z.strictObject({ configurationId, key }),
    output: configurationViewSchema,
  }),
  ...defineRoute({
    name: 'keys.remove',
    permission: 'keys:manage',
    input: z.strictObject({ configurationId }),
    output: configurationViewSchema,
  }),
  /**
   * Marks the key now stored as approved; replacing it clears that. Refused with `conflict` when `fingerprint` is no
   * longer that key's: it was replaced after the one who approves had looked at it.
   */
  ...defineRoute({
    name: 'keys.approve',
    permission: 'keys:approve',
    input: z.strictObject({ configurationId, fingerprint }),
    output: configurationViewSchema,
  }),
  /** Asks the provider whether a key works: the given one before it is saved, or else the stored one. */
  ...defineRoute({
    name: 'keys.verify',
    permission: 'keys:manage',
    input: z.strictObject({ configurationId, key: key.optional() }),
    output: z.strictObject({ verifiedAt: z.iso.datetime(), modelCount: z.number().int() }),
  }),
};
