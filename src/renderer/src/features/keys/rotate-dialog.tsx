import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { rotateConfirmation } from '#shared/domain/rules/encryption-rules.ts';
import { useConfigurations } from '../../stores/configurations.ts';
import { useEncryption } from '../../stores/encryption.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { announce, announceFailure } from '../../ui/notices.ts';
import { TypedConfirmation } from '../../ui/typed-confirmation.tsx';
import { closeDialog, openReentry, useDialogs } from '../configurations/dialogs.ts';
import classes from './key-dialog.module.css';

/** `Rotate the encryption key?`, or how that is done where Keywell does not keep it. */
export function RotateDialog() {
  const opened = useDialogs((state) => state.opened);
  const { source, load } = useEncryption();
  useEffect(() => {
    load().catch(announceFailure);
  }, [load]);
  return (
    <Dialog
      opened={opened}
      onClose={closeDialog}
      returnFocus={false}
      size={520}
      title={source === 'keychain' ? 'Rotate the encryption key?' : 'Rotate the encryption key'}
    >
      <Content source={source} />
    </Dialog>
  );
}

function Content({
  source,
}: {
  readonly source: ReturnType<typeof useEncryption.getState>['source'];
}) {
  switch (source) {
    case null:
      return <p className={classes.end}>Asking the keychain…</p>;
    case 'keychain':
      return <Rotation />;
    case 'environment':
      return <InTheEnvironment />;
    case 'none':
      return (
        <>
          <p className={classes.end}>
            There is no encryption key yet: it is made when the first key is stored. So there is
            nothing to rotate.
          </p>
          <Close />
        </>
      );
  }
}

function Rotation() {
  // As it was when asked: the sentence must not change once the keys need re-entry.
  const [stored] = useState(
    () =>
      useConfigurations
        .getState()
        .configurations.filter(({ key }) => key.hint !== null && !key.sessionOnly).length,
  );

  async function rotate(typed: string) {
    await useEncryption.getState().rotate(typed);
    announce('The encryption key was rotated.');
    if (stored > 0) openReentry();
    else closeDialog();
  }

  return (
    <TypedConfirmation
      word={rotateConfirmation}
      verb="Rotate encryption key"
      action={rotate}
      onCancel={closeDialog}
    >
      <p>A new encryption key is made, and takes the place of the one in the keychain.</p>
      <ul>
        <li>{consequence(stored)}</li>
        <li>
          Nothing is deleted: every configuration stays as it is, with the hint and the record of
          its key.
        </li>
        <li>The providers notice nothing, and go on accepting your keys.</li>
        <li>It cannot be taken back, and is put on the audit log.</li>
      </ul>
    </TypedConfirmation>
  );
}

function consequence(stored: number): string {
  if (stored === 0) return 'No key is stored, so none has to be entered again.';
  return stored === 1
    ? 'The 1 stored key cannot be opened any more. It has to be entered again, which comes next.'
    : `The ${stored.toLocaleString('en')} stored keys cannot be opened any more. Each has to be entered again; you are led through them one by one, and can stop and go on at any time.`;
}

function InTheEnvironment() {
  return (
    <>
      <p className={classes.end}>
        The encryption key comes from the environment variable <code>KEYWELL_ENCRYPTION_KEY</code>,
        so it is rotated there:
      </p>
      <ol className={classes.steps}>
        <li>
          Make 32 new random bytes in base64 or hex, for example with{' '}
          <code>openssl rand -base64 32</code>.
        </li>
        <li>Keep the old value until all is done: with it, everything is as before.</li>
        <li>Set the variable to the new value where Keywell is started, and start it again.</li>
        <li>
          Keywell notices the change, deletes nothing, and leads through re-entering each key.
        </li>
      </ol>
      <Close />
    </>
  );
}

function Close() {
  return (
    <div className={classes.foot}>
      <Button onClick={closeDialog} data-autofocus>
        Close
      </Button>
    </div>
  );
}
