import { Button, Textarea } from '@mantine/core';
import { IconCornerDownRight } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import { useHindrance } from '../../stores/policy.ts';
import type { Run } from '../../stores/run.ts';
import { runFollowUp } from './run-commands.ts';
import classes from './turn.module.css';

/** Goes on from the answer that is shown. */
export function FollowUp({ run }: { readonly run: Run }) {
  const [text, setText] = useState('');
  const hindrance = useHindrance('generate');
  if (hindrance !== null) return null;

  function send() {
    if (text.trim() === '') return;
    setText('');
    runFollowUp(run, text);
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
        disabled={text.trim() === ''}
        leftSection={<IconCornerDownRight size={16} aria-hidden="true" />}
        onClick={send}
      >
        Send
      </Button>
    </div>
  );
}
