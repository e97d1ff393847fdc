import { ActionIcon } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { ConversationSummary } from '#shared/domain/history.ts';
import { request } from '../../api/client.ts';
import { runsOf } from '../../stores/kept-runs.ts';
import { useRuns } from '../../stores/runs.ts';
import { announceFailure } from '../../ui/notices.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { SimulatedMark } from '../../ui/simulated-mark.tsx';
import classes from './history.module.css';

interface HistoryItemProps {
  readonly conversation: ConversationSummary;
  readonly onDelete: () => void;
}

/** A conversation: opened by a press, deleted by another. */
export function HistoryItem({ conversation, onDelete }: HistoryItemProps) {
  const { title, runs, startedAt, configuration, outcome } = conversation;
  const shown = useRuns((state) => state.shownId === conversation.runId);
  const name = title === '' ? 'Without words' : title;
  return (
    <li className={classes.item}>
      <button
        type="button"
        className={classes.open}
        aria-current={shown || undefined}
        onClick={() => void open(conversation).catch(announceFailure)}
      >
        <span className={classes.title}>{name}</span>
        <span className={classes.facts}>
          <RelativeTime at={startedAt} />
          <span className={classes.name}>{configuration.name}</span>
          {configuration.simulated && <SimulatedMark />}
          {runs > 1 && <span>{runs} runs</span>}
          {outcome === 'failed' && <span>Failed</span>}
          {outcome === 'cancelled' && <span>Stopped</span>}
        </span>
      </button>
      <ActionIcon
        variant="subtle"
        color="gray"
        className={classes.delete ?? ''}
        aria-label={`Delete ${name}`}
        title="Delete"
        onClick={onDelete}
      >
        <IconTrash size={16} aria-hidden="true" />
      </ActionIcon>
    </li>
  );
}

async function open({ id, runId }: ConversationSummary): Promise<void> {
  const conversation = await request('history.open', { id });
  useRuns.getState().show(conversation.runs.at(-1)?.runId ?? runId, runsOf(conversation));
}
