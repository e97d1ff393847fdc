import { request } from '../../api/client.ts';
import { textOf } from '../../stores/workflow-document.ts';
import { isUnsaved, useWorkflowEditor } from '../../stores/workflow-editor.ts';
import { announce } from '../../ui/notices.ts';

/** Opens a saved workflow. Changes to the one that was there are not lost, and that is said. */
export async function openWorkflow(id: string): Promise<void> {
  await leaving(() => useWorkflowEditor.getState().open(id));
}

/** As long as main reads, in bytes: no character takes more than four. */
const largest = 16_000_000;

/** Opens a workflow from a file. What is not one is opened as it is where it is JSON, with what is wrong with it. */
export async function importWorkflow(file: File): Promise<void> {
  if (file.size > largest)
    throw new Error('The file is too large to be a workflow. Choose another.');
  const text = await file.text();
  const { document, problems } = await request('workflows.import', { text });
  await leaving(async () => {
    const { take } = useWorkflowEditor.getState();
    take(document === null ? text : textOf(document), null);
    if (document === null) useWorkflowEditor.setState({ tab: 'json' });
  });
  announce(
    problems.length === 0
      ? `Opened ${file.name}. It is not saved yet.`
      : `Opened ${file.name}, which has something to be mended.`,
  );
}

/** Does what puts another workflow in the place of the one that is there. */
async function leaving(change: () => Promise<void>): Promise<void> {
  const { nr, drawn, ...before } = useWorkflowEditor.getState();
  const unsaved = isUnsaved({ ...before, nr });
  await change();
  if (unsaved && useWorkflowEditor.getState().nr !== nr) {
    announce(
      `What you had not saved of ${drawn?.name ?? 'the other workflow'} is kept: undo brings it back.`,
    );
  }
}
