import { Button } from '@mantine/core';
import { useState } from 'react';
import { startEmptyConfirmation } from '#shared/domain/rules/recovery-rules.ts';
import { request } from '../../api/client.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { TypedConfirmation } from '../../ui/typed-confirmation.tsx';
import classes from './recovery-screen.module.css';

/** The last way out: a registry with nothing in it, beside the one that cannot be read. */
export function StartEmpty(props: { readonly file: string; readonly allowed: boolean }) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button
        variant="default"
        className={classes.loses}
        disabled={!props.allowed}
        onClick={() => setAsking(true)}
      >
        Start empty
      </Button>
      <Dialog
        opened={asking}
        onClose={() => setAsking(false)}
        title="Start with no configurations?"
        size={480}
      >
        <TypedConfirmation
          word={startEmptyConfirmation}
          verb="Start empty"
          action={async (confirmation) => {
            await request('recovery.startEmpty', { confirmation });
          }}
          onCancel={() => setAsking(false)}
        >
          <p>
            The list of configurations will be empty, and members and settings as on the first day.
          </p>
          <ul>
            <li>
              <code className={classes.path}>{props.file}</code>, which cannot be read, is moved
              aside in its folder and kept.
            </li>
            <li>The backups stay.</li>
            <li>Keys stay in the keychain, but no configuration leads to them any more.</li>
          </ul>
        </TypedConfirmation>
      </Dialog>
    </>
  );
}
