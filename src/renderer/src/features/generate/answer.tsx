import { Button } from '@mantine/core';
import { IconArrowDown, IconSparkles } from '@tabler/icons-react';
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
import { NotKeptTurns } from './not-kept-turns.tsx';
import { Reasoning } from './reasoning.tsx';
import { runAgain } from './run-commands.ts';
import { RunDetails } from './run-details.tsx';
import { RunEnd } from './run-end.tsx';
import { useFollowBottom } from './use-follow-bottom.ts';

/** What the model says, how the run stands, and its figures. */
export function Answer() {
  const path = useShownPath();
  const run = path.at(-1) ?? null;
  const busy = run !== null && run.outcome === null;
  const headingId = useId();
  const { scrollerRef, contentRef, away, follow } = useFollowBottom();
  const paneRef = useRef<HTMLDivElement>(null);
  const runId = run?.id;

  useEffect(() => {
    if (runId === undefined) return;
    follow();
    // Where the page is narrow, the answer stands below what was asked.
    paneRef.current?.scrollIntoView({ block: 'nearest' });
  }, [runId, follow]);

  return (
    <div ref={paneRef} className={classes.pane}>
      <AnswerHeader run={run} headingId={headingId} />
      <div className={classes.frame}>
        {/* biome-ignore-start lint/a11y: a scrolling container must be reachable by keyboard */}
        <div
          ref={scrollerRef}
          className={classes.scroller}
          role="group"
          aria-label="Output"
          tabIndex={0}
        >
          {/* biome-ignore-end lint/a11y: as above */}
          <div ref={contentRef} className={classes.content}>
            {path.length > 0 && <NotKeptTurns messages={path[0]?.request.earlier ?? []} />}
            {path.slice(0, -1).map((one, index) => (
              <EarlierTurn key={one.id} run={one} turn={index + 1} busy={busy} />
            ))}
            {run !== null && (
              <Asked key={`asked ${run.id}`} run={run} turn={path.length} busy={busy} />
            )}
            {run !== null && run.reasoning !== '' && <Reasoning key={run.id} run={run} />}
            <section aria-labelledby={headingId} aria-live="polite" aria-busy={busy}>
              {run === null ? <Nothing /> : <Markdown key={run.id} text={run.text} />}
            </section>
          </div>
        </div>
        {away && (
          <Button
            className={classes.jump}
            size="compact-sm"
            variant="default"
            leftSection={<IconArrowDown size={14} aria-hidden="true" />}
            onClick={follow}
          >
            Jump to latest
          </Button>
        )}
      </div>
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
