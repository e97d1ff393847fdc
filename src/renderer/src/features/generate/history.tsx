import { Button, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { ConversationSummary } from '#shared/domain/history.ts';
import { request } from '../../api/client.ts';
import { useApp, useCan } from '../../stores/app.ts';
import { useHistory } from '../../stores/history.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
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

/** How long a person stops typing before what they typed is searched for, in milliseconds. */
const searchPause = 150;

function Own() {
  const history = useHistory();
  const { items: conversations, more, notice, busy, failure } = history;
  const [text, setText] = useState('');
  const headingId = useId();
  const search = useDebouncedCallback((wanted: string) => void history.search(wanted), searchPause);
  const none = conversations?.length === 0;

  return (
    <section aria-labelledby={headingId} className={classes.history}>
      <div className={classes.head}>
        <h2 id={headingId} className={classes.heading}>
          History
        </h2>
        <DoNotKeep />
      </div>
      {(text !== '' || !none) && (
        <TextInput
          type="search"
          aria-label="Search history"
          placeholder="Search prompts and answers"
          leftSection={<IconSearch size={16} aria-hidden="true" />}
          value={text}
          onChange={({ currentTarget: { value } }) => {
            setText(value);
            search(value);
          }}
        />
      )}
      {notice !== null && <p className={classes.notice}>{notice}</p>}
      {failure !== null && (
        <p role="alert" className={classes.failure}>
          {failure}
        </p>
      )}
      {none && <p className={classes.none}>{noneWords(text)}</p>}
      <Conversations conversations={conversations ?? []} />
      <div className={classes.foot}>
        {more && (
          <Button size="compact-sm" variant="default" loading={busy} onClick={history.showOlder}>
            Show older
          </Button>
        )}
        {!none && conversations !== null && text === '' && <DeleteAll />}
      </div>
    </section>
  );
}

function noneWords(text: string): string {
  return text.trim() === ''
    ? 'Nothing is kept yet. What you run from now on stands here.'
    : 'No run holds all of these words.';
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
