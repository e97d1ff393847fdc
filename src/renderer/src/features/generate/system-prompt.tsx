import { Textarea } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useDraft } from '../../stores/draft.ts';
import classes from './composer.module.css';

interface SystemPromptProps {
  /** The configuration's own, which stands unless another is written here. */
  readonly own: string | null;
}

/** Folded away unless it says something. */
export function SystemPrompt({ own }: SystemPromptProps) {
  const text = useDraft((state) => state.systemPrompt);
  const [unfolded, setUnfolded] = useState(text !== null);
  const id = useId();
  return (
    <div>
      <button
        type="button"
        className={classes.fold}
        aria-expanded={unfolded}
        aria-controls={id}
        onClick={() => setUnfolded(!unfolded)}
      >
        <IconChevronRight size={16} aria-hidden="true" className={classes.chevron} />
        System prompt
        {!unfolded && <span className={classes.summary}>{text ?? own ?? 'none'}</span>}
      </button>
      <div id={id} hidden={!unfolded}>
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
      </div>
    </div>
  );
}
