import { ActionIcon, Button } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useCopy } from '../../ui/use-copy.ts';
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
