import { Button, Group, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { WorkflowSummary } from '#shared/domain/saved-workflow.ts';
import { fieldProblemsOf, sentenceOf } from '../../../api/client.ts';
import { useWorkflowEditor } from '../../../stores/workflow-editor.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { announce } from '../../../ui/notices.ts';

interface RenameWorkflowProps {
  readonly workflow: WorkflowSummary;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Another name for a saved workflow. A refusal stands at the field. */
export function RenameWorkflow({ workflow, opened, onClose }: RenameWorkflowProps) {
  return (
    <Dialog opened={opened} onClose={onClose} title={`Rename ${workflow.name}`} size={440}>
      <RenameForm workflow={workflow} onClose={onClose} />
    </Dialog>
  );
}

function RenameForm({ workflow, onClose }: Omit<RenameWorkflowProps, 'opened'>) {
  const [name, setName] = useState(workflow.name);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    try {
      await useWorkflowEditor.getState().rename(workflow.id, name);
      onClose();
      announce(`${workflow.name} is called ${name.trim()} now.`);
    } catch (error) {
      setProblem(fieldProblemsOf(error).name ?? sentenceOf(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <form onSubmit={submit}>
      <TextInput
        label="Name"
        autoComplete="off"
        data-autofocus
        value={name}
        error={problem}
        onChange={(event) => {
          setName(event.currentTarget.value);
          setProblem(null);
        }}
      />
      <Group justify="flex-end" gap="xs" mt="lg">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={busy}>
          Rename
        </Button>
      </Group>
    </form>
  );
}
