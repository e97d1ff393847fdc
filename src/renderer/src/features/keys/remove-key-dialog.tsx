import { useState } from 'react';
import { noHint } from '#shared/domain/rules/key-rules.ts';
import { useConfigurations } from '../../stores/configurations.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { closeDialog, useDialogs } from '../configurations/dialogs.ts';
import { useConfiguration } from '../configurations/use-configuration.ts';

/** Asks before a stored key goes. */
export function RemoveKeyDialog({ id }: { readonly id: string }) {
  const opened = useDialogs((state) => state.opened);
  const removeKey = useConfigurations((state) => state.removeKey);
  const [configuration] = useState(useConfiguration(id));
  if (configuration === undefined) return null;
  const { name, key } = configuration;
  return (
    <ConfirmDialog
      opened={opened}
      onClose={closeDialog}
      returnFocus={false}
      title={`Remove the key of ${name}?`}
      verb="Remove key"
      action={() => removeKey(id)}
      done={`Removed the key of ${name}.`}
    >
      {key.hint === null || key.hint === noHint
        ? 'It is deleted from the vault. '
        : `The key ending in ${key.hint} is deleted from the vault. `}
      {name} cannot be run until another key is set. The provider still accepts the key: revoke it
      there if it should stop working.
    </ConfirmDialog>
  );
}
