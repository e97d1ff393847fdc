import { Button, Checkbox, Textarea } from '@mantine/core';
import { IconCornerDownRight } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import { useConfigurations } from '../../stores/configurations.ts';
import { useHindrance } from '../../stores/policy.ts';
import type { Run } from '../../stores/run.ts';
import { useChosenConfiguration } from './chosen-configuration.ts';
import { runFollowUp } from './run-commands.ts';
import classes from './turn.module.css';

interface FollowUpProps {
  readonly run: Run;
  /** While the run is under way, the next prompt can be written, and not sent. */
  readonly busy: boolean;
}

/** Goes on from the answer that is shown. Stays while a conversation goes on, and keeps the focus. */
export function FollowUp({ run, busy }: FollowUpProps) {
  const [text, setText] = useState('');
  const [wanted, setWanted] = useState(false);
  const hindrance = useHindrance('generate');
  const chosen = useChosenConfiguration();
  const own = useConfigurations((state) =>
    state.configurations.some((one) => one.id === run.configuration?.id),
  );
  const other = chosen !== undefined && chosen.id !== run.configuration?.id;
  // A configuration that is gone cannot be asked on.
  const switching = other && (wanted || !own);
  if (hindrance !== null) return null;

  function send() {
    if (busy || text.trim() === '') return;
    setText('');
    runFollowUp(run, text, switching);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send();
  }

  return (
    <div className={classes.followUp} data-own-run-keys>
      <Textarea
        className={classes.followUpField ?? ''}
        aria-label="Follow-up"
        placeholder="Ask on, with all that was said."
        autosize
        minRows={1}
        maxRows={6}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <Button
        variant="default"
        disabled={busy || text.trim() === ''}
        leftSection={<IconCornerDownRight size={16} aria-hidden="true" />}
        onClick={send}
      >
        Send
      </Button>
      {other && !busy && (
        <Checkbox
          className={classes.switch ?? ''}
          size="xs"
          label={`Ask ${chosen.name} instead of ${run.configuration?.name ?? 'the one before'}`}
          checked={switching}
          disabled={!own}
          onChange={(event) => setWanted(event.currentTarget.checked)}
        />
      )}
    </div>
  );
}
