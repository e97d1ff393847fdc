import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useDraft } from '../../stores/draft.ts';
import { Fold } from './fold.tsx';

interface SystemPromptProps {
  /** The configuration's own, which stands unless another is written here. */
  readonly own: string | null;
}

/** Folded away unless it says something. */
export function SystemPrompt({ own }: SystemPromptProps) {
  const text = useDraft((state) => state.systemPrompt);
  const [unfolded, setUnfolded] = useState(text !== null);
  return (
    <Fold
      title="System prompt"
      summary={text ?? own ?? 'none'}
      unfolded={unfolded}
      onToggle={() => setUnfolded(!unfolded)}
    >
      <Textarea
        aria-label="System prompt"
        autosize
        minRows={2}
        maxRows={10}
        placeholder={own ?? 'The configuration has none.'}
        value={text ?? ''}
        onChange={({ currentTarget: { value } }) =>
          useDraft.setState({ systemPrompt: value === '' ? null : value })
        }
      />
    </Fold>
  );
}
