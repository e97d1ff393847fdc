import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { maxImportLength } from '#shared/domain/rules/transfer-rules.ts';
import type { ConflictChoice, ImportItem } from '#shared/domain/transfer.ts';
import { request, sentenceOf } from '../../api/client.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { announce } from '../../ui/notices.ts';
import { FilePicker } from './file-picker.tsx';
import classes from './import-dialog.module.css';
import { doneWords, planOf } from './import-plan.ts';
import { ImportPreview } from './import-preview.tsx';

interface Preview {
  readonly fileName: string;
  readonly text: string;
  readonly items: readonly ImportItem[];
}

const choices: { value: ConflictChoice; label: string }[] = [
  { value: 'skip', label: 'Skip' },
  { value: 'replace', label: 'Replace' },
  { value: 'keep-both', label: 'Keep both' },
];

/** Takes a file, shows what importing it would do, and does it, whole or not at all. */
export function ImportDialog(props: { readonly opened: boolean; readonly onClose: () => void }) {
  const [preview, setPreview] = useState<Preview | null>(null);
  const [choice, setChoice] = useState<ConflictChoice>('skip');
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function attempt(action: () => Promise<void>) {
    setFailure(null);
    setBusy(true);
    await action().catch((error: unknown) => setFailure(sentenceOf(error)));
    setBusy(false);
  }

  const read = (file: File) =>
    attempt(async () => {
      setPreview(null);
      const text = file.size > 4 * maxImportLength ? null : await file.text();
      if (text === null || text.length > maxImportLength) {
        throw new Error('The file is too large to be an export of Keywell. Choose another.');
      }
      const { items } = await request('workspace.previewImport', { text });
      setPreview({ fileName: file.name, text, items });
    });

  const plan = preview === null ? null : planOf(preview.items, choice);
  const carryOut = () =>
    attempt(async () => {
      if (preview === null || plan === null) return;
      await request('workspace.import', { text: preview.text, conflicts: choice });
      announce(doneWords(plan));
      props.onClose();
    });

  return (
    <Dialog
      opened={props.opened}
      onClose={props.onClose}
      size={preview === null ? 520 : 760}
      title="Import configurations"
    >
      <FilePicker chosen={preview?.fileName ?? null} busy={busy} onFile={read} />
      {failure !== null && (
        <p role="alert" className={classes.failure}>
          {failure}
        </p>
      )}
      {preview !== null && plan !== null && (
        <>
          {preview.items.some(({ status }) => status === 'conflict') && (
            <div className={classes.choice}>
              <span id="import-conflicts">Where a name is taken already</span>
              <SegmentedControl
                aria-labelledby="import-conflicts"
                data={choices}
                value={choice}
                onChange={setChoice}
                transitionDuration={0}
              />
            </div>
          )}
          <ImportPreview items={preview.items} choice={choice} />
          {plan.obstacle !== null && (
            <p role="alert" className={classes.failure}>
              {plan.obstacle}
            </p>
          )}
        </>
      )}
      <div className={classes.foot}>
        <Button variant="default" onClick={props.onClose}>
          Cancel
        </Button>
        {plan !== null && plan.obstacle === null && (
          <Button loading={busy} disabled={plan.added + plan.replaced === 0} onClick={carryOut}>
            {importVerb(plan.added + plan.replaced)}
          </Button>
        )}
      </div>
    </Dialog>
  );
}

function importVerb(changes: number): string {
  if (changes === 0) return 'Nothing to import';
  return changes === 1 ? 'Import 1 configuration' : `Import ${changes} configurations`;
}
