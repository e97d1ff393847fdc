import { ActionIcon, Button } from '@mantine/core';
import { IconArrowLeft, IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useComparison } from '../../stores/comparison.ts';
import { announceFailure } from '../../ui/notices.ts';
import { PromptText } from '../generate/prompt-text.tsx';
import classes from './prompt-bar.module.css';

/** Which of many prompts the columns answer, and the way to the others. */
export function PromptBar() {
  const place = useComparison((state) => state.shownPrompt) ?? 0;
  const count = useComparison((state) => state.comparison?.promptCount ?? 0);
  const row = useComparison((state) => state.rows.get(place));
  const heading = useRef<HTMLHeadingElement>(null);
  const { showPrompt } = useComparison.getState();
  const show = (wanted: number | null) => void showPrompt(wanted).catch(announceFailure);

  // What was opened is where one reads on.
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    heading.current?.scrollIntoView({ block: 'nearest' });
  }, []);

  return (
    <div className={classes.bar}>
      <div className={classes.tools}>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconArrowLeft size={14} aria-hidden="true" />}
          onClick={() => show(null)}
        >
          All prompts
        </Button>
        <h3 ref={heading} tabIndex={-1} className={classes.heading}>
          Prompt {(place + 1).toLocaleString('en')} of {count.toLocaleString('en')}
          {row?.id != null && <span className={classes.id}>{row.id}</span>}
        </h3>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label="Previous prompt"
          disabled={place === 0}
          onClick={() => show(place - 1)}
        >
          <IconChevronLeft size={16} aria-hidden="true" />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label="Next prompt"
          disabled={place === count - 1}
          onClick={() => show(place + 1)}
        >
          <IconChevronRight size={16} aria-hidden="true" />
        </ActionIcon>
      </div>
      {row?.systemPrompt != null && (
        <p className={classes.system}>With the system prompt “{row.systemPrompt}”</p>
      )}
      {row !== undefined && <PromptText key={place} text={row.prompt} />}
    </div>
  );
}
