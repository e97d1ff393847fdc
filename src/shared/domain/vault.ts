import { z } from 'zod';

/** How the OS keychain answers now. */
export const keychainStateSchema = z.enum([
  'available',
  'locked',
  'no-secret-service',
  'access-denied',
  'not-supported',
]);

/** Where keys go now: the OS keychain, or memory until Keywell closes (chosen explicitly). */
const vaultModeSchema = z.enum(['keychain', 'session']);

export const vaultStatusSchema = z.strictObject({
  keychain: keychainStateSchema,
  mode: vaultModeSchema,
  /** What that means, in one sentence. */
  message: z.string(),
  /** What to do about it; null when there is nothing to do. */
  nextStep: z.string().nullable(),
  /** How many keys are held in memory only. */
  sessionKeys: z.number().int(),
});

export type KeychainState = z.infer<typeof keychainStateSchema>;
export type VaultMode = z.infer<typeof vaultModeSchema>;
export type VaultStatus = Readonly<z.infer<typeof vaultStatusSchema>>;
