import { Button, Group, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { ComparisonSummary } from '#shared/domain/comparison.ts';
import { maxComparisonName } from '#shared/domain/rules/comparison-rules.ts';
import { sentenceOf } from '../../api/client.ts';
import { useComparison } from '../../stores/comparison.ts';
import { Dialog } from '../../ui/dialog.tsx';

/** Gives a comparison another name. */
export function RenameDialog(props: {
  readonly comparison: ComparisonSummary;
  readonly opened: boolean;
  readonly onClose: () => void;
}) {
  const { id, name } = props.comparison;
  const [text, setText] = useState(name);
  const [problem, setProblem] = useState<string | null>(null);

  async function save(event: FormEvent) {
    event.preventDefault();
    const wanted = text.trim();
    if (wanted === '') {
      setProblem('Enter a name.');
      return;
    }
    try {
      await useComparison.getState().rename(id, wanted);
      props.onClose();
    } catch (error) {
      setProblem(sentenceOf(error));
    }
  }

  return (
    <Dialog opened={props.opened} onClose={props.onClose} title="Rename comparison" size={440}>
      <form onSubmit={(event) => void save(event)}>
        <TextInput
          label="Name"
          data-autofocus
          maxLength={maxComparisonName}
          value={text}
          error={problem}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setProblem(null);
          }}
        />
        <Group justify="flex-end" gap="xs" mt="lg">
          <Button variant="default" onClick={props.onClose}>
            Cancel
          </Button>
          <Button type="submit">Save</Button>
        </Group>
      </form>
    </Dialog>
  );
}
