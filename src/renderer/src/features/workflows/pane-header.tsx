import { ActionIcon, Button, Loader } from '@mantine/core';
import {
  IconAlertCircle,
  IconArrowBackUp,
  IconArrowForwardUp,
  IconCheck,
  IconDeviceFloppy,
  IconPencil,
  IconPlayerStop,
} from '@tabler/icons-react';
import { useApp } from '../../stores/app.ts';
import type { Drafting } from '../../stores/workflow-drafting.ts';
import { isUnsaved, useWorkflowEditor } from '../../stores/workflow-editor.ts';
import { useSecondsUntil } from '../../ui/use-seconds-until.ts';
import { isBlocked, useComingDraft } from './draft-commands.ts';
import { draftWords, stepCount } from './draft-words.ts';
import { PaneMenu } from './pane-menu.tsx';
import { saveWorkflow } from './save-workflow.ts';
import classes from './workflow-pane.module.css';

/** Which workflow it is, whether it is saved, how a draft of it stands, and what can be done with it. */
export function PaneHeader({ drafting }: { readonly drafting: Drafting | null }) {
  const name = useWorkflowEditor((state) => state.drawn?.name);
  const unsaved = useWorkflowEditor(isUnsaved);
  const coming = useComingDraft();
  const title = coming === null ? (name ?? 'Workflow') : (coming.partial?.name ?? 'New workflow');
  return (
    <header className={classes.header}>
      <div className={classes.title}>
        <h2 className={classes.heading} title={title}>
          {title}
        </h2>
        {unsaved && coming === null && (
          <span className={classes.unsaved}>
            <IconPencil size={13} aria-hidden="true" />
            Not saved
          </span>
        )}
      </div>
      <div role="status" className={classes.phase} data-state={stateOf(drafting)}>
        {drafting !== null && <Phase drafting={drafting} />}
      </div>
      <Tools blocked={isBlocked(drafting)} />
    </header>
  );
}

/** Blocked while what they are for is not what is shown, or is about to change. */
function Tools({ blocked }: { readonly blocked: boolean }) {
  const undoable = useWorkflowEditor((state) => state.past.length > 0);
  const redoable = useWorkflowEditor((state) => state.future.length > 0);
  const unsaved = useWorkflowEditor(isUnsaved);
  const { undo, redo } = useWorkflowEditor.getState();
  const modifier = useApp((state) => (state.info?.platform === 'darwin' ? '⌘' : 'Ctrl'));
  return (
    <div className={classes.tools}>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label="Undo"
        title="Undo"
        disabled={!undoable || blocked}
        onClick={undo}
      >
        <IconArrowBackUp size={18} aria-hidden="true" />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label="Redo"
        title="Redo"
        disabled={!redoable || blocked}
        onClick={redo}
      >
        <IconArrowForwardUp size={18} aria-hidden="true" />
      </ActionIcon>
      <Button
        size="compact-sm"
        variant="default"
        title={`${modifier} S`}
        disabled={!unsaved || blocked}
        leftSection={<IconDeviceFloppy size={16} aria-hidden="true" />}
        onClick={() => void saveWorkflow()}
      >
        Save
      </Button>
      <PaneMenu blocked={blocked} />
    </div>
  );
}

function stateOf(drafting: Drafting | null): 'running' | 'failed' | 'done' | undefined {
  if (drafting === null) return undefined;
  if (drafting.outcome === null) return 'running';
  return drafting.outcome.type === 'failed' || drafting.outcome.type === 'invalid'
    ? 'failed'
    : 'done';
}

function Phase({ drafting }: { readonly drafting: Drafting }) {
  const steps = drafting.outcome === null ? (drafting.partial?.steps.length ?? 0) : 0;
  return (
    <>
      <PhaseMark drafting={drafting} />
      <span>{draftWords(drafting)}</span>
      {/* Seen, but not told a screen reader with every step. */}
      {steps > 0 && <span aria-hidden="true">· {stepCount(steps)}</span>}
      {drafting.retry !== null && !drafting.stopping && <RetryCountdown at={drafting.retry.at} />}
    </>
  );
}

function PhaseMark({ drafting: { outcome } }: { readonly drafting: Drafting }) {
  if (outcome === null) return <Loader size={14} aria-hidden="true" />;
  if (outcome.type === 'drafted') return <IconCheck size={16} aria-hidden="true" />;
  if (outcome.type === 'cancelled') return <IconPlayerStop size={16} aria-hidden="true" />;
  return <IconAlertCircle size={16} aria-hidden="true" />;
}

function RetryCountdown({ at }: { readonly at: number }) {
  const seconds = useSecondsUntil(at);
  if (seconds === 0) return null;
  return <span aria-hidden="true">in {seconds.toLocaleString('en')} s</span>;
}
