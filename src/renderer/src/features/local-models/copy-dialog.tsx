import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import type { LocalModel } from '#shared/domain/local-model.ts';
import type { LocalServer } from '#shared/domain/local-server.ts';
import { sentenceOf } from '../../api/client.ts';
import { useLocalModels } from '../../stores/local-models.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { announce } from '../../ui/notices.ts';
import classes from './dialogs.module.css';
import { closeModelDialog, useModelDialogs } from './dialogs.ts';

/** Gives a model a second name. */
export function CopyDialog(props: { readonly server: LocalServer; readonly model: LocalModel }) {
  const { server, model } = props;
  const opened = useModelDialogs((state) => state.opened);
  const field = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const name = field.current?.value.trim() ?? '';
    field.current?.focus();
    if (name === '') {
      setProblem('Enter a name for the copy.');
      return;
    }
    setBusy(true);
    try {
      await useLocalModels.getState().copy(server.address, model.name, name);
      closeModelDialog();
      announce(`Copied ${model.name} to ${name}.`);
    } catch (error) {
      setProblem(sentenceOf(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <Dialog
      opened={opened}
      onClose={closeModelDialog}
      returnFocus={false}
      size={440}
      title={`Copy ${model.name}`}
    >
      <form onSubmit={submit} noValidate>
        <p className={classes.about}>
          The copy shares its weights with {model.name}, and takes next to no room of its own.
        </p>
        <TextInput
          ref={field}
          classNames={{ input: classes.mono ?? '' }}
          label="New name"
          placeholder="my-model:latest"
          data-autofocus
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          error={problem}
          onInput={() => setProblem(null)}
        />
        <div className={classes.foot}>
          <Button variant="default" onClick={closeModelDialog}>
            Cancel
          </Button>
          <Button type="submit" loading={busy}>
            Copy
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
