import type { ReactNode } from 'react';
import type { Run } from '../../stores/run.ts';
import { Cost } from './cost.tsx';
import { durationText, finishReasonText, noFigure, speedText, tokensText } from './figures.ts';
import classes from './run-details.module.css';

/** The figures of a run. Until it ends there are none. */
export function RunDetails({ run }: { readonly run: Run }) {
  const { outcome } = run;
  const timing = outcome?.timing ?? null;
  const done = outcome?.type === 'done' ? outcome : null;
  const usage = done?.usage ?? null;
  const tokens = (count: number | null | undefined) =>
    usage === null ? noFigure : tokensText(count ?? null, usage.source);
  const part = (count: number | null | undefined, what: string) =>
    count ? `${tokens(count)} ${what}` : undefined;

  return (
    <section aria-label="Run details" className={classes.details}>
      <dl className={classes.figures}>
        <Figure
          name="Time to first token"
          value={durationText(timing?.timeToFirstTokenMs ?? null)}
        />
        <Figure name="Tokens per second" value={speedText(timing?.tokensPerSecond ?? null)} />
        <Figure
          name="Input tokens"
          value={tokens(usage?.inputTokens)}
          note={part(usage?.cachedInputTokens, 'cached')}
        />
        <Figure
          name="Output tokens"
          value={tokens(usage?.outputTokens)}
          note={part(usage?.reasoningTokens, 'reasoning')}
        />
        <Figure name="Cost" value={done === null ? noFigure : <Cost cost={done.cost} />} />
        <Figure name="Finish reason" value={finish(run)} />
        <Figure name="Total time" value={durationText(timing?.totalMs ?? null)} />
        {timing !== null && timing.loadMs !== null && (
          <Figure name="Load time" value={durationText(timing.loadMs)} />
        )}
      </dl>
      {usage !== null && (
        <p className={classes.source}>
          {usage.source === 'provider'
            ? 'Token counts are the provider’s.'
            : 'Token counts are estimated from the text, since the provider gave none.'}
        </p>
      )}
    </section>
  );
}

function finish({ outcome }: Run): string {
  if (outcome === null) return noFigure;
  return outcome.type === 'done' ? finishReasonText(outcome.reason) : 'Failed';
}

interface FigureProps {
  readonly name: string;
  readonly value: ReactNode;
  readonly note?: string | undefined;
}

function Figure({ name, value, note }: FigureProps) {
  return (
    <div className={classes.figure}>
      <dt>{name}</dt>
      <dd>{value}</dd>
      {note !== undefined && <dd className={classes.note}>{note}</dd>}
    </div>
  );
}
