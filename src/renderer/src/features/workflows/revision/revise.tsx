import { Button, Textarea } from '@mantine/core';
import { IconPencilBolt } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { useHindrance } from '../../../stores/policy.ts';
import { useWorkflowDrafts } from '../../../stores/workflow-drafts.ts';
import { useWorkflowEditor } from '../../../stores/workflow-editor.ts';
import { startRevision, useDraftRuns } from '../draft-commands.ts';
import classes from './revise.module.css';

/** Says in words what is to change. What would be different is shown before it is. */
export function Revise() {
  const instruction = useWorkflowDrafts((state) => state.instruction);
  const form = useWorkflowEditor((state) => state.checked.workflow !== null);
  const running = useDraftRuns();
  const hindrance = useHindrance('generate');
  const ready = form && !running && instruction.trim() !== '';
  if (hindrance !== null) return null;

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing || !ready) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) startRevision();
  }

  return (
    <div className={classes.revise} data-own-run-keys>
      <Textarea
        className={classes.field ?? ''}
        classNames={{ input: classes.input ?? '' }}
        data-workflow-instruction
        aria-label="What to change"
        placeholder={
          form
            ? 'Add an approval before the last step.'
            : 'What is not a workflow cannot be revised.'
        }
        disabled={!form}
        rows={1}
        resize="none"
        value={instruction}
        onChange={(event) => useWorkflowDrafts.setState({ instruction: event.currentTarget.value })}
        onKeyDown={onKeyDown}
      />
      <Button
        variant="default"
        disabled={!ready}
        leftSection={<IconPencilBolt size={16} aria-hidden="true" />}
        onClick={startRevision}
      >
        Revise
      </Button>
    </div>
  );
}
