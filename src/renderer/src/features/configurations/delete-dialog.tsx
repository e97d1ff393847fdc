import { useState } from 'react';
import { useConfigurations } from '../../stores/configurations.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { closeDialog, useDialogs } from './dialogs.ts';
import { useConfiguration } from './use-configuration.ts';
import { hasKey } from './words.ts';

/** Asks before a configuration goes, and its key with it. */
export function DeleteDialog({ id }: { readonly id: string }) {
  const opened = useDialogs((state) => state.opened);
  const remove = useConfigurations((state) => state.remove);
  // As it was when asked: it must not change, or vanish, under the question while it fades out.
  const [configuration] = useState(useConfiguration(id));
  if (configuration === undefined) return null;
  const { name } = configuration;
  const withKey = hasKey(configuration);
  return (
    <ConfirmDialog
      opened={opened}
      onClose={closeDialog}
      returnFocus={false}
      title={withKey ? `Delete ${name} and its stored key?` : `Delete ${name}?`}
      verb="Delete"
      action={() => remove(id)}
      done={`Deleted ${name}.`}
    >
      {withKey
        ? 'The key is removed from the vault first. Neither can be brought back.'
        : 'The configuration cannot be brought back.'}
    </ConfirmDialog>
  );
}
