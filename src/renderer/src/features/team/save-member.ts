import type { Member, Role } from '#shared/domain/member.ts';
import { useMembers } from '../../stores/members.ts';

/** A member as the form has it. */
export interface MemberDraft {
  readonly name: string;
  readonly roles: readonly Role[];
  /** Undefined: as it is. Null: none. */
  readonly passcode: string | null | undefined;
}

/** What is wrong with a draft, by field; empty if nothing is. Main has the last word. */
export function draftProblems({ name, roles }: MemberDraft): Record<string, string> {
  return {
    ...(name.trim() === '' && { name: 'Enter a name.' }),
    ...(roles.length === 0 && { roles: 'A member has at least one role. Choose one.' }),
  };
}

/**
 * Adds a member, or saves what of `saved` is to change: name and roles in one step, the passcode in another.
 *
 * @param onStep told of each step that was taken, so that a second try after a failure does not take it again
 */
export async function saveMember(
  saved: Member | undefined,
  { name, roles, passcode }: MemberDraft,
  onStep: (member: Member) => void,
): Promise<void> {
  const { add, update, setPasscode } = useMembers.getState();
  if (saved === undefined) {
    await add({ name, roles: [...roles], passcode: passcode ?? null });
    return;
  }
  if (name.trim() !== saved.name || !sameRoles(roles, saved.roles)) {
    onStep(await update({ id: saved.id, name, roles: [...roles] }));
  }
  if (passcode !== undefined) await setPasscode(saved.id, passcode);
}

function sameRoles(some: readonly Role[], others: readonly Role[]): boolean {
  return some.length === others.length && some.every((role) => others.includes(role));
}
