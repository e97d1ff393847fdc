import { memo } from 'react';
import type { Run } from '../../stores/run.ts';
import { costText } from '../../ui/cost-words.ts';
import { Markdown } from '../../ui/markdown.tsx';
import { SimulatedMark } from '../../ui/simulated-mark.tsx';
import { Asked } from './asked.tsx';
import { CopyTurn } from './copy-answer.tsx';
import { tokensText } from './figures.ts';
import { Reasoning } from './reasoning.tsx';
import classes from './turn.module.css';

/** A turn that others have followed. */
export const EarlierTurn = memo(function EarlierTurn(props: {
  readonly run: Run;
  /** From 1. */
  readonly turn: number;
  readonly busy: boolean;
}) {
  const { run, turn, busy } = props;
  return (
    <article aria-label={`Turn ${turn}`} className={classes.turn}>
      <Asked run={run} turn={turn} busy={busy} />
      {run.reasoning !== '' && <Reasoning run={run} />}
      <Markdown text={run.text} />
      <Origin run={run} turn={turn} />
    </article>
  );
});

/** Whose answer it was and what it took, in one line. */
function Origin({ run, turn }: { readonly run: Run; readonly turn: number }) {
  const { configuration, outcome, text } = run;
  return (
    <p className={classes.origin}>
      {configuration?.name}
      {configuration?.simulated && <SimulatedMark />}
      {outcome?.type === 'done' && (
        <>
          <span>{tokensText(outcome.usage.outputTokens, outcome.usage.source)} tokens out</span>
          <span>{costText(outcome.cost)}</span>
        </>
      )}
      <CopyTurn text={text} turn={turn} />
    </p>
  );
}
