import { ActionIcon } from '@mantine/core';
import { IconColumns2 } from '@tabler/icons-react';
import { navigate } from 'wouter/use-hash-location';
import { addColumn, useComparisonDraft } from '../../stores/comparison-draft.ts';
import { useDraft } from '../../stores/draft.ts';
import { chosenConfiguration } from './chosen-configuration.ts';
import { parametersOf } from './parameters.ts';

/** Takes what stands in the draft to Compare, with the configuration it would go to as one of the columns. */
export function ComparePrompt() {
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={32}
      aria-label="Compare this prompt"
      title="Compare this prompt with other configurations"
      onClick={comparePrompt}
    >
      <IconColumns2 size={18} aria-hidden="true" />
    </ActionIcon>
  );
}

function comparePrompt(): void {
  const { prompt, systemPrompt, parameters } = useDraft.getState();
  const chosen = chosenConfiguration();
  const { columns } = useComparisonDraft.getState();
  useComparisonDraft.setState({ prompt, systemPrompt, set: null });
  if (chosen !== undefined && columns.every((one) => one.configurationId !== chosen.id)) {
    addColumn(chosen.id, parametersOf(parameters, chosen.provider));
  }
  navigate('/compare');
}
