import { Button, Group, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { sentenceOf } from '../api/client.ts';
import { Dialog } from './dialog.tsx';
import { announce } from './notices.ts';

/** Asks before something is lost. Stays open, with the reason, when it could not be done. */
export function ConfirmDialog(props: {
  readonly opened: boolean;
  readonly onClose: () => void;
  /** The question, naming what is lost. */
  readonly title: string;
  /** What follows from it. */
  readonly children: ReactNode;
  /** The word on the button that does it. */
  readonly verb: string;
  readonly action: () => Promise<unknown>;
  /** What to say when it is done; absent where the action says so itself. */
  readonly done?: string;
  /** False where the opener gives the focus back. */
  readonly returnFocus?: boolean;
}) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  async function confirm() {
    setBusy(true);
    setFailure(null);
    try {
      await props.action();
      props.onClose();
      if (props.done !== undefined) announce(props.done);
    } catch (error) {
      setFailure(sentenceOf(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <Dialog
      opened={props.opened}
      onClose={props.onClose}
      returnFocus={props.returnFocus ?? true}
      closeButton={false}
      title={props.title}
      size={440}
    >
      <Text c="dimmed">{props.children}</Text>
      {failure !== null && (
        <Text c="red" role="alert" mt="xs">
          {failure}
        </Text>
      )}
      <Group justify="flex-end" gap="xs" mt="lg">
        <Button variant="default" onClick={props.onClose} data-autofocus>
          Cancel
        </Button>
        <Button color="red" loading={busy} onClick={confirm}>
          {props.verb}
        </Button>
      </Group>
    </Dialog>
  );
}
