import { useState } from 'react';
import { Dialog } from '../../ui/dialog.tsx';
import { closeTeamDialog, useTeamDialogs } from './dialogs.ts';
import { MemberForm } from './member-form.tsx';
import { useMember } from './use-member.ts';

/** `Add member`, or `Edit member` of the one with `id`. */
export function MemberDialog({ id }: { readonly id?: string }) {
  const opened = useTeamDialogs((state) => state.opened);
  // As it was when editing began: what is changed elsewhere meanwhile does not change under the hand.
  const [edited] = useState(useMember(id));
  const isNew = id === undefined;
  if (!isNew && edited === undefined) return null;
  return (
    <Dialog
      opened={opened}
      onClose={closeTeamDialog}
      returnFocus={false}
      size={520}
      title={isNew ? 'Add member' : 'Edit member'}
    >
      <MemberForm edited={edited} />
    </Dialog>
  );
}
