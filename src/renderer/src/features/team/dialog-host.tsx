import { lazy, Suspense } from 'react';
import { assertNever } from '#shared/errors.ts';
import { useFocusReturn } from '../../ui/use-focus-return.ts';
import { type TeamDialog, useTeamDialogs } from './dialogs.ts';

const MemberDialog = lazy(async () => ({
  default: (await import('./member-dialog.tsx')).MemberDialog,
}));
const RemoveMemberDialog = lazy(async () => ({
  default: (await import('./remove-member-dialog.tsx')).RemoveMemberDialog,
}));
const ActAsDialog = lazy(async () => ({
  default: (await import('./act-as-dialog.tsx')).ActAsDialog,
}));

/** Shows the dialog about members that is open, over whatever page. */
export function TeamDialogHost() {
  const { dialog, opened, opening } = useTeamDialogs();
  useFocusReturn(opened);
  if (dialog === null) return null;
  return (
    <Suspense fallback={null}>
      <Current key={opening} dialog={dialog} />
    </Suspense>
  );
}

function Current({ dialog }: { readonly dialog: TeamDialog }) {
  switch (dialog.kind) {
    case 'add':
      return <MemberDialog />;
    case 'edit':
      return <MemberDialog id={dialog.id} />;
    case 'remove':
      return <RemoveMemberDialog id={dialog.id} />;
    case 'act-as':
      return <ActAsDialog id={dialog.id} />;
    default:
      return assertNever(dialog);
  }
}
