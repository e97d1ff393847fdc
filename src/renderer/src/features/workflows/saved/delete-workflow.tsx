import type { WorkflowSummary } from '#shared/domain/saved-workflow.ts';
import { isUnsaved, useWorkflowEditor } from '../../../stores/workflow-editor.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { stepCount } from '../draft-words.ts';

interface DeleteWorkflowProps {
  readonly workflow: WorkflowSummary;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Asks before a workflow is gone for good. */
export function DeleteWorkflow({ workflow, opened, onClose }: DeleteWorkflowProps) {
  const { id, name, steps } = workflow;
  const open = useWorkflowEditor((state) => state.kept[state.nr]?.id === id);
  const edited = useWorkflowEditor(isUnsaved);
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={`Delete ${name}?`}
      verb="Delete"
      action={() => useWorkflowEditor.getState().remove(id)}
      done={`Deleted ${name}.`}
    >
      Its {stepCount(steps)} and every earlier version of it are deleted for good.
      {open &&
        ` What you see of it stays open${edited ? ', with your changes' : ''}, not saved, until you leave it.`}
    </ConfirmDialog>
  );
}
