import { ActionIcon } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconPencil, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { branchesAt, latestBelow } from '../../stores/conversation.ts';
import { useDraft } from '../../stores/draft.ts';
import type { Run } from '../../stores/run.ts';
import { useRuns } from '../../stores/runs.ts';
import { EditPrompt } from './edit-prompt.tsx';
import { focusOutput } from './focus-output.ts';
import { parametersText } from './parameters.ts';
import { PromptText } from './prompt-text.tsx';
import { runAgain } from './run-commands.ts';
import classes from './turn.module.css';

interface AskedProps {
  readonly run: Run;
  /** Its place in the conversation, from 1. */
  readonly turn: number;
  /** While a run of the conversation is under way, no other is started. */
  readonly busy: boolean;
}

/** What a turn asked, and how to ask otherwise or once more. */
export function Asked({ run, turn, busy }: AskedProps) {
  const editing = useDraft((state) => state.editedId === run.id);
  const edit = (wanted: boolean) => useDraft.setState({ editedId: wanted ? run.id : null });
  /** Whether it was being edited: then the focus comes back to where that began. */
  const [edited, setEdited] = useState(editing);
  const parameters = parametersText(run.request.parameters);
  if (editing) return <EditPrompt run={run} turn={turn} onEnd={() => edit(false)} />;
  return (
    <div className={classes.asked}>
      <PromptText text={run.request.prompt} />
      {parameters !== '' && <p className={classes.parameters}>{parameters}</p>}
      <div className={classes.tools}>
        <Branches run={run} turn={turn} />
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={`Edit prompt ${turn}`}
          title="Edit"
          disabled={busy}
          autoFocus={edited}
          onClick={() => {
            setEdited(true);
            edit(true);
          }}
        >
          <IconPencil size={15} aria-hidden="true" />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={`Run prompt ${turn} again`}
          title="Run again"
          disabled={busy}
          onClick={(event) => {
            focusOutput(event.currentTarget);
            runAgain(run);
          }}
        >
          <IconRefresh size={15} aria-hidden="true" />
        </ActionIcon>
      </div>
    </div>
  );
}

/** Which of several tries is shown, where a prompt was edited or run again. */
function Branches({ run, turn }: { readonly run: Run; readonly turn: number }) {
  const runs = useRuns((state) => state.runs);
  const show = useRuns((state) => state.show);
  const branches = branchesAt(runs, run);
  if (branches.length < 2) return null;
  const at = branches.findIndex(({ id }) => id === run.id);
  const step = (by: -1 | 1, words: string) => {
    const target = branches[at + by];
    const Icon = by < 0 ? IconChevronLeft : IconChevronRight;
    return (
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        aria-label={`${words} try of prompt ${turn}`}
        disabled={target === undefined}
        onClick={() => target !== undefined && show(latestBelow(runs, target).id)}
      >
        <Icon size={15} aria-hidden="true" />
      </ActionIcon>
    );
  };
  return (
    <span className={classes.branches}>
      {step(-1, 'Previous')}
      {at + 1} of {branches.length}
      {step(1, 'Next')}
    </span>
  );
}
