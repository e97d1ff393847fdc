import { ActionIcon } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import type { CellPlace } from '#shared/domain/comparison.ts';
import { copyText } from '../../ui/use-copy.ts';
import { textNow } from './column-runs.ts';

/** Copies the answer of a column, as the Markdown that came. The text is asked for only then: it grows all the time. */
export function CopyColumn(props: {
  readonly place: CellPlace | null;
  readonly empty: boolean;
  /** Whether nothing more will come. */
  readonly whole: boolean;
}) {
  const { place, empty, whole } = props;
  const [copied, setCopied] = useState(false);
  const Icon = copied && whole ? IconCheck : IconCopy;

  async function copy() {
    if (place !== null && (await copyText(textNow(place)))) setCopied(whole);
  }

  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="sm"
      aria-label="Copy"
      title="Copy"
      disabled={empty}
      onClick={() => void copy()}
    >
      <Icon size={16} aria-hidden="true" />
    </ActionIcon>
  );
}
