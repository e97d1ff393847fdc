import { z } from 'zod';
import { roles } from './member.ts';
import { providerIds } from './rules/providers.ts';

/** Days after which a key is shown as old, where policy sets no other limit. */
export const defaultMaxKeyAgeDays = 90;

/** The policy file, which only the machine's administrator can write. Every field may be left out. */
export const policyFileSchema = z.strictObject({
  /** Operating-system account → roles, which then cannot be changed in Keywell. */
  roles: z.record(z.string().min(1).max(200), z.array(z.enum(roles)).min(1)).optional(),
  allowedProviders: z.array(z.enum(providerIds)).optional(),
  /** Hosts that base URLs may name: exact, or `*.example.com` for every host under it. */
  allowedHosts: z.array(z.string().min(1).max(253)).optional(),
  maxKeyAgeDays: z.number().int().min(1).max(3_650).optional(),
  forbidSessionVault: z.boolean().optional(),
});

/** What policy says, as the renderer shows it. */
export const policyViewSchema = z.strictObject({
  /** `rejected`: there is a file, but it does not parse or others can write it; key and configuration changes are locked. */
  state: z.enum(['none', 'in-force', 'rejected']),
  /** Where the file is looked for. */
  path: z.string(),
  /** Why it was rejected, in one sentence. */
  problem: z.string().nullable(),
  allowedProviders: z.array(z.enum(providerIds)).nullable(),
  allowedHosts: z.array(z.string()).nullable(),
  maxKeyAgeDays: z.number().int(),
  /** Whether `maxKeyAgeDays` comes from the file. */
  maxKeyAgeFixed: z.boolean(),
  sessionVaultForbidden: z.boolean(),
});

export type PolicyFile = Readonly<z.infer<typeof policyFileSchema>>;
export type PolicyView = Readonly<z.infer<typeof policyViewSchema>>;
