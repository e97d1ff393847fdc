import { lazy, Suspense, useEffect, useRef } from 'react';
import { assertNever } from '#shared/errors.ts';
import { type Dialog, useDialogs } from './dialogs.ts';

const ConfigurationDialog = lazy(async () => ({
  default: (await import('./configuration-dialog.tsx')).ConfigurationDialog,
}));
const KeyDialog = lazy(async () => ({
  default: (await import('../keys/key-dialog.tsx')).KeyDialog,
}));
const RemoveKeyDialog = lazy(async () => ({
  default: (await import('../keys/remove-key-dialog.tsx')).RemoveKeyDialog,
}));
const DeleteDialog = lazy(async () => ({
  default: (await import('./delete-dialog.tsx')).DeleteDialog,
}));

/** Shows the dialog that is open, over whatever page. */
export function DialogHost() {
  const { dialog, opening } = useDialogs();
  useFocusReturn();
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
    case 'key':
      return <KeyDialog id={dialog.id} />;
    case 'remove-key':
      return <RemoveKeyDialog id={dialog.id} />;
    case 'delete':
      return <DeleteDialog id={dialog.id} />;
    default:
      return assertNever(dialog);
  }
}

/**
 * Gives the focus back to where it was before the first of a chain of dialogs opened; if that is gone (a deleted
 * row), to the page's content.
 */
function useFocusReturn(): void {
  const opened = useDialogs((state) => state.opened);
  const origin = useRef<Element | null>(null);
  useEffect(() => {
    if (!opened) return;
    origin.current = document.activeElement;
    return () => {
      const home = origin.current;
      const target =
        home?.isConnected && home !== document.body ? home : document.getElementById('content');
      if (target instanceof HTMLElement) target.focus({ preventScroll: true });
    };
  }, [opened]);
}
