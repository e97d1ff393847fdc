import { z } from 'zod';
import { vaultStatusSchema } from '../../domain/vault.ts';
import { defineRoute } from '../define.ts';

export const vaultRoutes = {
  /** Asks the keychain anew. */
  ...defineRoute({
    name: 'vault.status',
    permission: 'configs:read',
    input: z.strictObject({}),
    output: vaultStatusSchema,
  }),
  /** `session`: keep keys in memory until Keywell closes. `keychain`: go back, dropping keys held in memory. */
  ...defineRoute({
    name: 'vault.setMode',
    permission: 'keys:manage',
    input: z.strictObject({ mode: z.enum(['keychain', 'session']) }),
    output: vaultStatusSchema,
  }),
};
