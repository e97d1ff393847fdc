import { isUnsaved, useWorkflowEditor } from '../../stores/workflow-editor.ts';
import { announce, announceFailure } from '../../ui/notices.ts';

/** Saves what is there, and says how that went. Does nothing where nothing is to be saved. */
export async function saveWorkflow(): Promise<void> {
  if (!isUnsaved(useWorkflowEditor.getState())) return;
  try {
    await useWorkflowEditor.getState().save();
    announce(`Saved ${useWorkflowEditor.getState().drawn?.name ?? 'the workflow'}.`);
  } catch (error) {
    announceFailure(error);
  }
}
