import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useApp } from '../../stores/app.ts';
import { useEncryption } from '../../stores/encryption.ts';
import { announceFailure } from '../../ui/notices.ts';
import { PermittedButton } from '../../ui/permitted-button.tsx';
import { openReentry, openRotate } from '../configurations/dialogs.ts';
import { useToReenter } from '../keys/use-reentry.ts';
import classes from './section.module.css';

/** The key under which stored keys are encrypted: where it comes from, its rotation, and what is left to do after one. */
export function EncryptionKey() {
  const { source, load } = useEncryption();
  const keychain = useApp((state) => state.vault?.keychain);
  const waiting = useToReenter().length;

  // Again whenever the keychain answers differently: what it says of the encryption key may differ too.
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew because of it, not with it.
  useEffect(() => {
    load().catch(announceFailure);
  }, [load, keychain]);

  return (
    <div className={classes.part}>
      <h3 className={classes.partTitle}>Encryption key</h3>
      <p>{source === null ? 'Asking the keychain…' : sourceWords[source]}</p>
      {waiting > 0 && (
        <p className={classes.state} data-attention>
          <IconAlertTriangle size={18} aria-hidden="true" />
          {waiting === 1 ? '1 stored key needs' : `${waiting} stored keys need`} re-entry
        </p>
      )}
      <div className={classes.buttons}>
        {waiting > 0 && <Button onClick={openReentry}>Re-enter keys</Button>}
        <PermittedButton needs="encryption:rotate" variant="default" onClick={openRotate}>
          Rotate encryption key
        </PermittedButton>
      </div>
    </div>
  );
}

const sourceWords = {
  keychain:
    'Stored keys are encrypted under a key that Keywell made and keeps in the keychain of this machine.',
  environment:
    'Stored keys are encrypted under the key in the environment variable KEYWELL_ENCRYPTION_KEY.',
  none: 'There is none yet. It is made, and kept in the keychain, when the first key is stored.',
};
