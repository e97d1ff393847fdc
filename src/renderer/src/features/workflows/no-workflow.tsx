import { Button } from '@mantine/core';
import { IconRoute } from '@tabler/icons-react';
import { workflowExamples } from '#shared/domain/rules/workflow/examples.ts';
import { textOf } from '../../stores/workflow-document.ts';
import { useWorkflowEditor } from '../../stores/workflow-editor.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import classes from './workflow-pane.module.css';

/** What stands where there is no workflow yet: what to do, and one to look at meanwhile. */
export function NoWorkflow() {
  const example = workflowExamples[1] ?? workflowExamples[0];
  return (
    <div className={classes.empty}>
      <EmptyState
        icon={IconRoute}
        title="No workflow yet"
        action={
          example && (
            <Button
              variant="default"
              onClick={() => useWorkflowEditor.getState().take(textOf(example.document), null)}
            >
              Show an example
            </Button>
          )
        }
      >
        Describe in words what shall happen, and have it drafted. Its steps appear here as they
        come, as a graph that can be revised, edited as JSON, and exported.
      </EmptyState>
    </div>
  );
}
