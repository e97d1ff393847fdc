import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useComparisonDraft } from '../../stores/comparison-draft.ts';
import { Fold } from '../generate/fold.tsx';

/** The same for all of them, in place of each configuration's own. Folded away unless it says something. */
export function SystemPromptField() {
  const text = useComparisonDraft((state) => state.systemPrompt);
  const [unfolded, setUnfolded] = useState(text !== null);
  return (
    <Fold
      title="System prompt"
      summary={text ?? 'each configuration’s own'}
      unfolded={unfolded}
      onToggle={() => setUnfolded(!unfolded)}
    >
      <Textarea
        aria-label="System prompt"
        autosize
        minRows={2}
        maxRows={8}
        placeholder="Each configuration’s own. What is written here takes its place in all of them."
        value={text ?? ''}
        onChange={({ currentTarget: { value } }) =>
          useComparisonDraft.setState({ systemPrompt: value === '' ? null : value })
        }
      />
    </Fold>
  );
}
