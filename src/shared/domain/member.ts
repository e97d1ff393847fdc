import { z } from 'zod';

export const permissions = [
  'configs:read',
  'configs:write',
  'configs:delete',
  'keys:manage',
  'keys:approve',
  'encryption:rotate',
  'members:manage',
  'audit:read',
  'generate',
] as const;

export const roles = ['owner', 'editor', 'key-manager', 'auditor', 'member'] as const;

export type Permission = (typeof permissions)[number];
export type Role = (typeof roles)[number];

/** Which permissions each role carries. Managing keys never follows from editing configurations, nor the reverse. */
export const rolePermissions: Readonly<Record<Role, readonly Permission[]>> = {
  owner: permissions,
  editor: ['configs:read', 'configs:write', 'generate'],
  'key-manager': ['configs:read', 'keys:manage', 'keys:approve', 'audit:read', 'generate'],
  auditor: ['configs:read', 'audit:read'],
  member: ['configs:read', 'generate'],
};

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
