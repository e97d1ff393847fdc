import { useRef, useState } from 'react';
import type { ConfigurationFields } from '#shared/domain/configuration.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ConfigurationForm } from './configuration-form.tsx';
import { closeDialog, useDialogs } from './dialogs.ts';
import { useConfiguration } from './use-configuration.ts';

/** `New configuration`, or `Edit configuration` of the one with `id`. */
export function ConfigurationDialog(props: {
  readonly id?: string;
  readonly initial?: Partial<ConfigurationFields>;
}) {
  const opened = useDialogs((state) => state.opened);
  const latest = useConfiguration(props.id);
  // The record as it was when editing began: its revision is what the registry compares.
  const [edited, setEdited] = useState(latest);
  const [asking, setAsking] = useState(false);
  const dirty = useRef(false);

  /** A click beside the dialog, or Escape, loses nothing unasked. */
  function closeUnlessDirty() {
    if (dirty.current && !asking) setAsking(true);
    else if (!dirty.current) closeDialog();
  }

  const isNew = props.id === undefined;
  if (!isNew && edited === undefined) return null;
  return (
    <Dialog
      opened={opened}
      onClose={closeUnlessDirty}
      returnFocus={false}
      size={640}
      title={isNew ? 'New configuration' : 'Edit configuration'}
    >
      <ConfigurationForm
        // A reload after a conflict begins anew with the record as it is now.
        key={edited?.revision ?? 0}
        edited={edited}
        initial={props.initial ?? {}}
        onDirty={(isDirty) => {
          dirty.current = isDirty;
        }}
        asking={asking}
        onKeepEditing={() => setAsking(false)}
        onReload={() => setEdited(latest)}
      />
    </Dialog>
  );
}
