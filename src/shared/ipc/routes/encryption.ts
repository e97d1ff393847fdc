import { z } from 'zod';
import { defineRoute } from '../define.ts';

const encryptionStatusSchema = z.strictObject({
  /** Where the encryption key is: `none` until the first provider key is stored. */
  source: z.enum(['keychain', 'environment', 'none']),
  /** Configurations whose key has to be entered again. */
  needsReentry: z.array(z.uuid()),
});

export const encryptionRoutes = {
  ...defineRoute({
    name: 'encryption.status',
    permission: 'configs:read',
    input: z.strictObject({}),
    output: encryptionStatusSchema,
  }),
  /** Makes a new encryption key. Every stored provider key then needs re-entry. */
  ...defineRoute({
    name: 'encryption.rotate',
    permission: 'encryption:rotate',
    input: z.strictObject({ confirmation: z.string().max(100) }),
    output: encryptionStatusSchema,
  }),
};
