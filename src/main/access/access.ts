import type { Actor, Permission } from '#shared/domain/member.ts';
import { AppError } from '#shared/errors.ts';
import type { Members } from './members.ts';
import type { Policy } from './policy.ts';

/**
 * Who acts, and what they may do. The one place where a permission is checked: the router asks here before a
 * handler runs, and a handler that must ask for more asks here too. Services do not check.
 */
export class Access {
  readonly #members: Pick<Members, 'acting'>;
  readonly #policy: Pick<Policy, 'authorise'>;

  constructor(members: Pick<Members, 'acting'>, policy: Pick<Policy, 'authorise'>) {
    this.#members = members;
    this.#policy = policy;
  }

  /** The member on whose behalf requests are made. */
  actor(): Actor {
    return this.#members.acting();
  }

  /** Throws `policy-forbids` for what a rejected policy locks, `forbidden` for what the actor has no permission for. */
  authorise(actor: Actor, permission: Permission): void {
    this.#policy.authorise(permission);
    if (actor.permissions.includes(permission)) return;
    throw new AppError(
      'forbidden',
      `${actor.name} may not do this: the permission ${permission} is missing. Ask an Owner for a role that has it, or act as a member who does.`,
      { permission },
    );
  }
}

/** Whether something was refused because of who asks, or because of the machine's policy. */
export function isDenial(error: unknown): error is AppError {
  return (
    error instanceof AppError && (error.code === 'forbidden' || error.code === 'policy-forbids')
  );
}

/** Why, for the record: without the message, which may repeat what was entered. */
export function denialReason({ code, data }: AppError): string {
  if (code === 'policy-forbids') return 'The policy of this machine forbids it.';
  return `The permission ${data?.permission ?? 'for it'} is missing.`;
}
