import type { Member } from '#shared/domain/member.ts';
import { useMembers } from '../../stores/members.ts';

/** The member with `id`, as it is now; undefined if there is none. */
export function useMember(id: string | null | undefined): Member | undefined {
  return useMembers(({ members }) => members?.find((one) => one.id === id));
}
