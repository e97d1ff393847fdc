import type { Member } from '#shared/domain/member.ts';

/** Whether nobody else is an Owner: such a member can be neither removed nor made anything less. */
export function isLastOwner(members: readonly Member[], id: string): boolean {
  const owners = members.filter(({ roles }) => roles.includes('owner'));
  return owners.length === 1 && owners[0]?.id === id;
}

/** Why a member cannot be removed, as a sentence; null if they can. */
export function removalProblem(
  members: readonly Member[],
  id: string,
  actingId: string | undefined,
): string | null {
  if (isLastOwner(members, id)) return 'The last Owner stays. Make somebody else an Owner first.';
  if (id === actingId) return 'This member is acting now. Act as somebody else first.';
  return null;
}
