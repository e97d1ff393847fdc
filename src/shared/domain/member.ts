import { z } from 'zod';
import { permissions, roles } from './rules/permissions.ts';

export {
  type Permission,
  permissions,
  type Role,
  rolePermissions,
  roles,
} from './rules/permissions.ts';

/** The member on whose behalf requests are made. */
export const actorSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  roles: z.array(z.enum(roles)),
  permissions: z.array(z.enum(permissions)),
});

export type Actor = Readonly<z.infer<typeof actorSchema>>;

/** A member as the renderer sees it. */
export const memberSchema = z.strictObject({
  id: z.uuid(),
  name: z.string().max(500),
  roles: z.array(z.enum(roles)),
  /** The operating system's account that this member is; null for the others. */
  account: z.string().nullable(),
  hasPasscode: z.boolean(),
  /** True when the policy file fixes the roles. */
  rolesFixed: z.boolean(),
});

export type Member = Readonly<z.infer<typeof memberSchema>>;
