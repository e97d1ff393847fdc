import { useState } from 'react';
import { useMembers } from '../../stores/members.ts';
import { rolesInWords } from '../../ui/access-words.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { closeTeamDialog, useTeamDialogs } from './dialogs.ts';
import { useMember } from './use-member.ts';

/** Asks before a member goes, and their roles and passcode with them. */
export function RemoveMemberDialog({ id }: { readonly id: string }) {
  const opened = useTeamDialogs((state) => state.opened);
  const remove = useMembers((state) => state.remove);
  // As it was when asked: it must not change, or vanish, under the question while it fades out.
  const [member] = useState(useMember(id));
  if (member === undefined) return null;
  const { name, roles, hasPasscode } = member;
  return (
    <ConfirmDialog
      opened={opened}
      onClose={closeTeamDialog}
      returnFocus={false}
      title={hasPasscode ? `Remove ${name} and their passcode?` : `Remove ${name}?`}
      verb="Remove"
      action={() => remove(id)}
      done={`Removed ${name}.`}
    >
      Nobody can act as {name} ({rolesInWords(roles)}) any more, and the prompts and answers in the
      history of {name} are deleted. What {name} did stays in the audit log.
    </ConfirmDialog>
  );
}
