import { Button } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { announceFailure } from '../../../ui/notices.ts';
import { importWorkflow } from '../open-workflow.ts';

/** Opens a workflow from a file of JSON or YAML. It is not saved by that. */
export function ImportButton() {
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);

  async function read(file: File | undefined) {
    if (file === undefined) return;
    setBusy(true);
    await importWorkflow(file).catch(announceFailure);
    setBusy(false);
  }

  return (
    <>
      <Button
        size="compact-sm"
        variant="subtle"
        color="gray"
        loading={busy}
        leftSection={<IconFileImport size={16} aria-hidden="true" />}
        onClick={() => input.current?.click()}
      >
        Import
      </Button>
      <input
        ref={input}
        type="file"
        accept=".json,.yaml,.yml,application/json,application/yaml"
        aria-label="File with a workflow"
        hidden
        onChange={(event) => {
          void read(event.currentTarget.files?.[0]);
          // The same file again, once it was mended, is a change too.
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}
