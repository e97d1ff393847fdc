import { type Actor, type Permission, type Role, rolePermissions } from '#shared/domain/member.ts';
import { AppError } from '#shared/errors.ts';

/**
 * Who acts, and what they may do. The one place where a permission is checked: the router asks here before a
 * handler runs, and a service that must ask more asks here too.
 */
export class Access {
  readonly #owner: Actor;

  /** @param accountName the operating system's account, whose person is the Owner */
  constructor(accountName: string) {
    this.#owner = actorWith('owner', accountName, ['owner']);
  }

  /** The member on whose behalf requests are made. */
  actor(): Actor {
    return this.#owner;
  }
}

/** Throws `forbidden`, naming the missing permission. */
export function authorise(actor: Actor, permission: Permission): void {
  if (actor.permissions.includes(permission)) return;
  throw new AppError(
    'forbidden',
    `${actor.name} may not do this: the permission ${permission} is missing. Ask an Owner for a role that has it.`,
    { permission },
  );
}

function actorWith(id: string, name: string, roles: readonly Role[]): Actor {
  const permissions = new Set(roles.flatMap((role) => rolePermissions[role]));
  return { id, name, roles: [...roles], permissions: [...permissions] };
}
