import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ConversationSummary } from '#shared/domain/history.ts';
import { request } from '../../api/client.ts';
import { useApp, useCan } from '../../stores/app.ts';
import { useHistory } from '../../stores/history.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { KeptList } from '../../ui/kept-list.tsx';
import { DoNotKeep } from './do-not-keep.tsx';
import classes from './history.module.css';
import { HistoryItem } from './history-item.tsx';

/** What the acting member ran before, to be found and opened again. */
export function History() {
  const allowed = useCan('generate');
  const actorId = useApp((state) => state.info?.actor.id);
  // Another member has another history.
  return allowed ? <Own key={actorId} /> : null;
}

function Own() {
  const history = useHistory();
  return (
    <KeptList
      kept={history}
      heading="History"
      aside={<DoNotKeep />}
      searchLabel="Search history"
      searchPlaceholder="Search prompts and answers"
      noneKept="Nothing is kept yet. What you run from now on stands here."
      noneFound="No run holds all of these words."
      foot={<DeleteAll />}
    >
      {(conversations) => <Conversations conversations={conversations} />}
    </KeptList>
  );
}

function Conversations(props: { readonly conversations: readonly ConversationSummary[] }) {
  const [deleting, setDeleting] = useState<ConversationSummary | null>(null);
  const [asking, setAsking] = useState(false);
  const several = deleting !== null && deleting.runs > 1;
  return (
    <>
      <ul aria-label="History" className={classes.list}>
        {props.conversations.map((one) => (
          <HistoryItem
            key={one.id}
            conversation={one}
            onDelete={() => {
              setDeleting(one);
              setAsking(true);
            }}
          />
        ))}
      </ul>
      {deleting !== null && (
        <ConfirmDialog
          opened={asking}
          onClose={() => setAsking(false)}
          title={
            several ? `Delete this conversation of ${deleting.runs} runs?` : 'Delete this run?'
          }
          verb="Delete"
          action={() => request('history.delete', { id: deleting.id })}
          done="Deleted from the history."
        >
          “{deleting.title}” and what was answered are deleted for good. The figures stay in the
          usage ledger, without any text.
        </ConfirmDialog>
      )}
    </>
  );
}

function DeleteAll() {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button
        className={classes.deleteAll ?? ''}
        size="compact-sm"
        variant="subtle"
        color="red"
        onClick={() => setAsking(true)}
      >
        Delete all
      </Button>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title="Delete your whole history?"
        verb="Delete all"
        action={() => request('history.deleteAll', {})}
        done="The history is deleted."
      >
        Every prompt you ran and every answer you got are deleted for good. The figures stay in the
        usage ledger, without any text.
      </ConfirmDialog>
    </>
  );
}
