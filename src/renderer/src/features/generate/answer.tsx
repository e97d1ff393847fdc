import { IconSparkles } from '@tabler/icons-react';
import { useEffect, useId, useRef } from 'react';
import { canBeFollowed } from '../../stores/conversation.ts';
import { useDraft } from '../../stores/draft.ts';
import { useShownPath } from '../../stores/runs.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Markdown } from '../../ui/markdown.tsx';
import classes from './answer.module.css';
import { AnswerHeader } from './answer-header.tsx';
import { Asked } from './asked.tsx';
import { EarlierTurn } from './earlier-turn.tsx';
import { FollowUp } from './follow-up.tsx';
import { FollowedOutput } from './followed-output.tsx';
import { NotKeptTurns } from './not-kept-turns.tsx';
import { Reasoning } from './reasoning.tsx';
import { runAgain } from './run-commands.ts';
import { RunDetails } from './run-details.tsx';
import { RunEnd } from './run-end.tsx';

/** What the model says, how the run stands, and its figures. */
export function Answer() {
  const path = useShownPath();
  const run = path.at(-1) ?? null;
  const busy = run !== null && run.outcome === null;
  const headingId = useId();
  const paneRef = useRef<HTMLDivElement>(null);
  const runId = run?.id;

  useEffect(() => {
    if (runId === undefined) return;
    // Where the page is narrow, the answer stands below what was asked.
    paneRef.current?.scrollIntoView({ block: 'nearest' });
  }, [runId]);

  return (
    <div ref={paneRef} className={classes.pane}>
      <AnswerHeader run={run} headingId={headingId} />
      <FollowedOutput runId={runId}>
        {path.length > 0 && <NotKeptTurns messages={path[0]?.request.earlier ?? []} />}
        {path.slice(0, -1).map((one, index) => (
          <EarlierTurn key={one.id} run={one} turn={index + 1} busy={busy} />
        ))}
        {run !== null && <Asked key={`asked ${run.id}`} run={run} turn={path.length} busy={busy} />}
        {run !== null && run.reasoning !== '' && <Reasoning key={run.id} run={run} />}
        <section aria-labelledby={headingId} aria-live="polite" aria-busy={busy}>
          {run === null ? <Nothing /> : <Markdown key={run.id} text={run.text} />}
        </section>
      </FollowedOutput>
      {run !== null && (
        <RunEnd
          run={run}
          configurationId={run.configuration?.id ?? run.request.configurationId}
          ways={{
            again: () => runAgain(run),
            editPrompt: () => useDraft.setState({ editedId: run.id }),
          }}
        />
      )}
      {run !== null && <RunDetails run={run} />}
      {run !== null && (canBeFollowed(run) || (busy && path.length > 1)) && (
        <FollowUp key={path[0]?.id} run={run} busy={busy} />
      )}
    </div>
  );
}

function Nothing() {
  return (
    <EmptyState icon={IconSparkles} title="No run yet">
      Write a prompt and run it. The answer appears here as it arrives, with its tokens, speed and
      cost below.
    </EmptyState>
  );
}
