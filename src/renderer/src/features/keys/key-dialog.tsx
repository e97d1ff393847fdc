import { Button, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useApp } from '../../stores/app.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { SimulatedMark } from '../../ui/simulated-mark.tsx';
import { closeDialog, useDialogs } from '../configurations/dialogs.ts';
import { useConfiguration } from '../configurations/use-configuration.ts';
import { hasKey } from '../configurations/words.ts';
import classes from './key-dialog.module.css';
import { KeyForm } from './key-form.tsx';
import { ReentryNote } from './reentry-note.tsx';
import { VaultTrouble } from './vault-trouble.tsx';
import { canStoreKeys } from './vault-words.ts';

/** `Set key`, or `Replace key` where there is one. */
export function KeyDialog({ id }: { readonly id: string }) {
  const opened = useDialogs((state) => state.opened);
  const configuration = useConfiguration(id);
  const vault = useApp((state) => state.vault);
  // As it was when the dialog opened: its title does not change under the hand once the key is stored.
  const [replaces, setReplaces] = useState<boolean | null>(null);
  if (replaces === null && configuration !== undefined) setReplaces(hasKey(configuration));

  useEffect(() => {
    // The keychain may have been locked, or unlocked, since it was last asked. A failure shows on saving.
    useApp
      .getState()
      .checkVault()
      .catch(() => undefined);
  }, []);

  if (configuration === undefined) return null;
  return (
    <Dialog
      opened={opened}
      onClose={closeDialog}
      returnFocus={false}
      size={480}
      title={replaces ? 'Replace key' : 'Set key'}
    >
      <Text c="dimmed" mb="md" className={classes.about}>
        {replaces ? 'For' : 'The API key of'}{' '}
        <strong className={classes.name}>{configuration.name}</strong>
        {configuration.simulated && <SimulatedMark />}
      </Text>
      {vault !== null && !canStoreKeys(vault) ? (
        <VaultTrouble vault={vault} />
      ) : (
        <>
          <ReentryNote view={configuration.key} />
          <KeyForm
            configuration={configuration}
            replaces={replaces ?? false}
            verb="Save key"
            onSaved={closeDialog}
          >
            <Button variant="default" onClick={closeDialog}>
              Cancel
            </Button>
          </KeyForm>
        </>
      )}
    </Dialog>
  );
}
