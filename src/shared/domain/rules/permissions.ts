/** Without a schema library, so that the page can show what it says: the one table of who may do what. */

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

/** What a policy that cannot be relied on locks: everything that changes keys or configurations, or who may. */
export const lockedWithoutPolicy: readonly Permission[] = [
  'configs:write',
  'configs:delete',
  'keys:manage',
  'keys:approve',
  'encryption:rotate',
  'members:manage',
];
