import { useEffect } from 'react';
import { useMembers } from '../../stores/members.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { announceFailure } from '../../ui/notices.ts';
import { ChooseMember } from './choose-member.tsx';
import { closeTeamDialog, useTeamDialogs } from './dialogs.ts';
import { PasscodeForm } from './passcode-form.tsx';
import { useMember } from './use-member.ts';

/** Who the person at the keys is: chosen from the members, then shown by a passcode where there is one. */
export function ActAsDialog({ id }: { readonly id: string | null }) {
  const opened = useTeamDialogs((state) => state.opened);
  const member = useMember(id);

  useEffect(() => {
    useMembers.getState().load().catch(announceFailure);
  }, []);

  return (
    <Dialog
      opened={opened}
      onClose={closeTeamDialog}
      returnFocus={false}
      size={400}
      title={member === undefined ? 'Choose who you are' : `Act as ${member.name}`}
    >
      {member === undefined ? <ChooseMember /> : <PasscodeForm member={member} />}
    </Dialog>
  );
}
