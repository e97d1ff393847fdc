import { secretProblems } from '#shared/domain/rules/workflow/secrets.ts';
import { request } from '../../api/client.ts';
import { textOf } from '../../stores/workflow-document.ts';
import { useWorkflowDrafts } from '../../stores/workflow-drafts.ts';
import { isUnsaved, useWorkflowEditor } from '../../stores/workflow-editor.ts';
import { announce } from '../../ui/notices.ts';

/** Opens a saved workflow. Changes to the one that was there are not lost, and that is said. */
export async function openWorkflow(id: string): Promise<void> {
  await leaving(() => useWorkflowEditor.getState().open(id));
}

/** As long as main reads, in bytes: no character takes more than four. */
const largest = 4_000_000;

/** Opens a workflow from a file. One with errors is opened too, to be mended here. Throws a sentence for what is none. */
export async function importWorkflow(file: File): Promise<void> {
  if (file.size > largest) {
    throw new Error('The file is too large to be a workflow. Choose another.');
  }
  const text = await file.text();
  const { document, problems } = await request('workflows.import', { text });
  const opened = document ?? mendable(text);
  if (opened === null) {
    throw new Error(`${file.name} was not opened. ${problems[0]?.sentence ?? ''}`.trim());
  }
  await leaving(async () => {
    useWorkflowEditor.getState().take(textOf(opened), null);
    if (document === null) useWorkflowEditor.setState({ tab: 'json' });
  });
  announce(
    problems.length === 0
      ? `Opened ${file.name}. It is not saved yet.`
      : `Opened ${file.name}. There is something to be mended before it can be saved.`,
  );
}

/** What does not have the form of a workflow, where it can be shown: JSON in which nothing seems to be a key. */
function mendable(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return secretProblems(value).length === 0 ? value : null;
  } catch {
    return null;
  }
}

/** Does what puts another workflow in the place of the one that is there. Throws while a draft is under way. */
async function leaving(change: () => Promise<void>): Promise<void> {
  const { drafting, dismiss } = useWorkflowDrafts.getState();
  if (drafting?.outcome === null) {
    throw new Error('A draft is under way. Stop it, or let it end, then open another workflow.');
  }
  const { nr, drawn, ...before } = useWorkflowEditor.getState();
  const unsaved = isUnsaved({ ...before, nr });
  await change();
  dismiss();
  if (unsaved && useWorkflowEditor.getState().nr !== nr) {
    announce(
      `What you had not saved of ${drawn?.name ?? 'the other workflow'} is kept: undo brings it back.`,
    );
  }
}
