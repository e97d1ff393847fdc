import { useEffect } from 'react';
import { assertNever } from '#shared/errors.ts';
import { useFocusReturn } from '../../ui/use-focus-return.ts';
import { CopyDialog } from './copy-dialog.tsx';
import { DeleteDialog } from './delete-dialog.tsx';
import { closeModelDialog, type ModelDialog, useModelDialogs } from './dialogs.ts';
import { LoadDialog } from './load-dialog.tsx';

/** Shows the dialog about models that is open. */
export function ModelDialogHost() {
  const { dialog, opened, opening } = useModelDialogs();
  useFocusReturn(opened);
  useEffect(() => closeModelDialog, []);
  return dialog === null ? null : <Current key={opening} dialog={dialog} />;
}

function Current({ dialog }: { readonly dialog: ModelDialog }) {
  switch (dialog.kind) {
    case 'delete':
      return <DeleteDialog server={dialog.server} models={dialog.models} />;
    case 'copy':
      return <CopyDialog server={dialog.server} model={dialog.model} />;
    case 'load':
      return <LoadDialog server={dialog.server} model={dialog.model} />;
    default:
      return assertNever(dialog);
  }
}
