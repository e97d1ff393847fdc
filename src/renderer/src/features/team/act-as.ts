import type { Member } from '#shared/domain/member.ts';
import { useMembers } from '../../stores/members.ts';
import { attempt } from '../../ui/notices.ts';
import { closeTeamDialog, openActAs } from './dialogs.ts';

/** Makes `member` the acting one, after asking for the passcode if there is one. */
export function actAs({ id, name, hasPasscode }: Member): void {
  if (hasPasscode) {
    openActAs(id);
    return;
  }
  closeTeamDialog();
  void attempt(() => useMembers.getState().actAs(id, null), nowActing(name));
}

export function nowActing(name: string): string {
  return `You act as ${name} now.`;
}
