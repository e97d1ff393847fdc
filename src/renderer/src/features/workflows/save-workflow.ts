import { useWorkflowDrafts } from '../../stores/workflow-drafts.ts';
import { isUnsaved, useWorkflowEditor } from '../../stores/workflow-editor.ts';
import { announce, announceFailure } from '../../ui/notices.ts';
import { isBlocked } from './draft-commands.ts';

/** Saves what is there, and says how that went. Does nothing where nothing is to be saved. */
export async function saveWorkflow(): Promise<void> {
  if (!isUnsaved(useWorkflowEditor.getState())) return;
  if (isBlocked(useWorkflowDrafts.getState().drafting)) return;
  try {
    await useWorkflowEditor.getState().save();
    announce(`Saved ${useWorkflowEditor.getState().drawn?.name ?? 'the workflow'}.`);
  } catch (error) {
    announceFailure(error);
  }
}
