import { Button, Radio, Stack } from '@mantine/core';
import { useState } from 'react';
import type { LocalModel } from '#shared/domain/local-model.ts';
import type { LocalServer } from '#shared/domain/local-server.ts';
import { useLocalModels } from '../../stores/local-models.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { announceFailure } from '../../ui/notices.ts';
import { gibibytes } from '../../ui/size-words.ts';
import classes from './dialogs.module.css';
import { closeModelDialog, useModelDialogs } from './dialogs.ts';

/** How long a model stays after its last use, as Ollama writes it; empty: as the server has it. */
const keepAlives = [
  { value: '', label: 'As long as the server keeps models (usually 5 minutes)' },
  { value: '30m', label: '30 minutes' },
  { value: '2h', label: '2 hours' },
  { value: '-1', label: 'Until it is unloaded' },
] as const;

/** Loads a model into memory, and asks how long it is to stay there. */
export function LoadDialog(props: { readonly server: LocalServer; readonly model: LocalModel }) {
  const { server, model } = props;
  const opened = useModelDialogs((state) => state.opened);
  const [keepAlive, setKeepAlive] = useState<string>('');

  function load() {
    closeModelDialog();
    // It may take minutes, and shows in the table meanwhile.
    useLocalModels
      .getState()
      .loadModel(server.address, model.name, keepAlive === '' ? null : keepAlive)
      .catch(announceFailure);
  }

  return (
    <Dialog
      opened={opened}
      onClose={closeModelDialog}
      returnFocus={false}
      size={440}
      title={`Load ${model.name}`}
    >
      <p className={classes.about}>
        It is read into memory now ({gibibytes(model.sizeBytes)} and more), so that the next run
        need not wait for it.
      </p>
      <Radio.Group
        label="Keep it loaded after its last use"
        value={keepAlive}
        onChange={setKeepAlive}
      >
        <Stack gap="xs" mt="xs">
          {keepAlives.map(({ value, label }) => (
            <Radio key={value} value={value} label={label} />
          ))}
        </Stack>
      </Radio.Group>
      <div className={classes.foot}>
        <Button variant="default" onClick={closeModelDialog}>
          Cancel
        </Button>
        <Button onClick={load} data-autofocus>
          Load
        </Button>
      </div>
    </Dialog>
  );
}
