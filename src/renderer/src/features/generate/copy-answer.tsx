import { ActionIcon, Button } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { announceFailure } from '../../ui/notices.ts';
import classes from './answer.module.css';

/** Copies the answer that is shown, as the Markdown that came. */
export function CopyAnswer({ text }: { readonly text: string }) {
  const { done, copy } = useCopy(text);
  const Icon = done ? IconCheck : IconCopy;
  return (
    <Button
      variant="subtle"
      color="gray"
      size="compact-sm"
      className={classes.copy}
      disabled={text === ''}
      leftSection={<Icon size={16} aria-hidden="true" />}
      onClick={() => void copy()}
    >
      Copy
    </Button>
  );
}

/** The same for the answer of an earlier turn, in little room. `turn` counts from 1. */
export function CopyTurn({ text, turn }: { readonly text: string; readonly turn: number }) {
  const { done, copy } = useCopy(text);
  const Icon = done ? IconCheck : IconCopy;
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="sm"
      aria-label={`Copy answer ${turn}`}
      title="Copy"
      onClick={() => void copy()}
    >
      <Icon size={15} aria-hidden="true" />
    </ActionIcon>
  );
}

function useCopy(text: string): { readonly done: boolean; copy(): Promise<void> } {
  const [copied, setCopied] = useState<string | null>(null);
  return {
    done: text !== '' && copied === text,
    async copy() {
      try {
        await navigator.clipboard.writeText(text);
        setCopied(text);
      } catch {
        announceFailure(new Error('The clipboard cannot be written. Select the text and copy it.'));
      }
    },
  };
}
