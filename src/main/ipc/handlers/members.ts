import type { Handlers } from '#shared/ipc/routes.ts';
import type { Members } from '../../access/members.ts';
import type { Policy } from '../../access/policy.ts';

interface MemberDependencies {
  readonly members: Members;
  readonly policy: Policy;
  /** Deletes what nobody but the member could see. Never throws. */
  readonly forgetMember: (id: string) => void;
  /** Ends what must not go on while somebody else acts. Never throws. */
  readonly onActing: (id: string) => void;
}

export function memberHandlers({
  members,
  policy,
  forgetMember,
  onActing,
}: MemberDependencies): Pick<
  Handlers,
  | 'members.list'
  | 'members.add'
  | 'members.update'
  | 'members.setPasscode'
  | 'members.remove'
  | 'members.actAs'
  | 'policy.get'
> {
  return {
    'members.list': () => ({ members: [...members.list()], actingId: members.actingId }),
    'members.add': ({ name, roles, passcode }) => members.add(name, roles, passcode),
    'members.update': ({ id, name, roles }) => members.update(id, name, roles),
    'members.setPasscode': ({ id, passcode }) => members.setPasscode(id, passcode),
    'members.remove': ({ id }) => {
      members.remove(id);
      forgetMember(id);
      return null;
    },
    'members.actAs': async ({ id, passcode }) => {
      const actor = await members.actAs(id, passcode);
      onActing(actor.id);
      return actor;
    },
    'policy.get': () => policy.view(),
  };
}
