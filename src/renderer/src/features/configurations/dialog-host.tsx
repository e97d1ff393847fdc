import { lazy, Suspense } from 'react';
import { assertNever } from '#shared/errors.ts';
import { useFocusReturn } from '../../ui/use-focus-return.ts';
import { type Dialog, useDialogs } from './dialogs.ts';

const ConfigurationDialog = lazy(async () => ({
  default: (await import('./configuration-dialog.tsx')).ConfigurationDialog,
}));
const ConnectionDialog = lazy(async () => ({
  default: (await import('../connection/connection-dialog.tsx')).ConnectionDialog,
}));
const KeyDialog = lazy(async () => ({
  default: (await import('../keys/key-dialog.tsx')).KeyDialog,
}));
const RemoveKeyDialog = lazy(async () => ({
  default: (await import('../keys/remove-key-dialog.tsx')).RemoveKeyDialog,
}));
const RotateDialog = lazy(async () => ({
  default: (await import('../keys/rotate-dialog.tsx')).RotateDialog,
}));
const ReentryDialog = lazy(async () => ({
  default: (await import('../keys/reentry-dialog.tsx')).ReentryDialog,
}));
const DeleteDialog = lazy(async () => ({
  default: (await import('./delete-dialog.tsx')).DeleteDialog,
}));

/** Shows the dialog that is open, over whatever page. */
export function DialogHost() {
  const { dialog, opened, opening } = useDialogs();
  useFocusReturn(opened);
  if (dialog === null) return null;
  return (
    <Suspense fallback={null}>
      <Current key={opening} dialog={dialog} />
    </Suspense>
  );
}

function Current({ dialog }: { readonly dialog: Dialog }) {
  switch (dialog.kind) {
    case 'new':
      return <ConfigurationDialog initial={dialog.initial} />;
    case 'edit':
      return <ConfigurationDialog id={dialog.id} />;
    case 'test':
      return <ConnectionDialog id={dialog.id} />;
    case 'key':
      return <KeyDialog id={dialog.id} />;
    case 'remove-key':
      return <RemoveKeyDialog id={dialog.id} />;
    case 'delete':
      return <DeleteDialog id={dialog.id} />;
    case 'rotate':
      return <RotateDialog />;
    case 'reentry':
      return <ReentryDialog />;
    default:
      return assertNever(dialog);
  }
}
