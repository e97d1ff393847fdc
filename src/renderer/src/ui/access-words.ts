import {
  type Permission,
  type Role,
  rolePermissions,
  roles,
} from '#shared/domain/rules/permissions.ts';

export const roleWords: Readonly<Record<Role, string>> = {
  owner: 'Owner',
  editor: 'Editor',
  'key-manager': 'Key manager',
  auditor: 'Auditor',
  member: 'Member',
};

/** What each permission lets somebody do. */
export const permissionWords: Readonly<Record<Permission, string>> = {
  'configs:read': 'See configurations',
  'configs:write': 'Create and edit configurations, set the default',
  'configs:delete': 'Delete configurations',
  'keys:manage': 'Set, replace, remove and verify keys',
  'keys:approve': 'Approve keys',
  'encryption:rotate': 'Rotate the encryption key',
  'members:manage': 'Manage members and their roles',
  'audit:read': 'Read the audit log',
  generate: 'Generate',
};

const all = new Intl.ListFormat('en', { type: 'conjunction' });
const any = new Intl.ListFormat('en', { type: 'disjunction' });

/** @example rolesInWords(['owner', 'editor']) // 'Owner, Editor' */
export function rolesInWords(held: readonly Role[]): string {
  return held.length === 0 ? 'No role' : held.map((role) => roleWords[role]).join(', ');
}

/** @example permissionsInWords(['keys:approve', 'generate']) // 'Approve keys and generate' */
export function permissionsInWords(held: readonly Permission[]): string {
  const words = held.map((one, index) => {
    const word = permissionWords[one];
    return index === 0 ? word : word.charAt(0).toLowerCase() + word.slice(1);
  });
  return all.format(words);
}

/** The roles that carry `permission`: `Owner, Key manager or Auditor`. */
export function rolesWith(permission: Permission): string {
  const held = roles.filter((role) => rolePermissions[role].includes(permission));
  return any.format(held.map((role) => roleWords[role]));
}
