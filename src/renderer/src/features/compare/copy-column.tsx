import { ActionIcon } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useCopy } from '../../ui/use-copy.ts';

/** Copies the answer of a column, as the Markdown that came. */
export function CopyColumn({ text }: { readonly text: string }) {
  const { done, copy } = useCopy(text);
  const Icon = done ? IconCheck : IconCopy;
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="sm"
      aria-label="Copy"
      title="Copy"
      disabled={text === ''}
      onClick={() => void copy()}
    >
      <Icon size={16} aria-hidden="true" />
    </ActionIcon>
  );
}
