import { Button, Textarea } from '@mantine/core';
import { type KeyboardEvent, useRef, useState } from 'react';
import type { Run } from '../../stores/run.ts';
import { focusOutput } from './focus-output.ts';
import { runEdited } from './run-commands.ts';
import classes from './turn.module.css';

/** Asks something else at the same place of a conversation. What was asked before stays, as another try. */
export function EditPrompt(props: {
  readonly run: Run;
  /** From 1. */
  readonly turn: number;
  readonly onEnd: () => void;
}) {
  const { run, turn, onEnd } = props;
  const [text, setText] = useState(run.request.prompt);
  const empty = text.trim() === '';
  const own = useRef<HTMLDivElement>(null);

  function send() {
    if (empty) return;
    focusOutput(own.current);
    onEnd();
    runEdited(run, text);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') onEnd();
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send();
  }

  return (
    <div ref={own} className={classes.asked} data-own-run-keys>
      <Textarea
        aria-label={`Edited prompt ${turn}`}
        autosize
        minRows={2}
        maxRows={12}
        data-autofocus
        autoFocus
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <div className={classes.tools}>
        <Button size="compact-sm" variant="default" onClick={onEnd}>
          Cancel
        </Button>
        <Button size="compact-sm" disabled={empty} onClick={send}>
          Run edited prompt
        </Button>
      </div>
    </div>
  );
}
