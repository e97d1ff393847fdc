import type { ReactNode } from 'react';
import type { Spread } from '#shared/domain/comparison.ts';
import { useComparison } from '../../stores/comparison.ts';
import type { CellRun } from '../../stores/comparison-cells.ts';
import type { DraftColumn } from '../../stores/comparison-draft.ts';
import { dollarsText } from '../../ui/cost-words.ts';
import { Cost } from '../generate/cost.tsx';
import {
  durationText,
  finishReasonText,
  noFigure,
  speedText,
  tokensText,
} from '../generate/figures.ts';
import classes from './columns.module.css';
import { useComparedColumn } from './columns-shown.ts';
import { spreadText } from './spread-words.ts';

/** The figures of a column's answer, in the same places in every column; with repeats also those of them all. */
export function ColumnFigures(props: {
  readonly column: DraftColumn;
  /** Null until there is one. */
  readonly outcome: CellRun['outcome'];
}) {
  const { outcome } = props;
  const done = outcome?.type === 'done' ? outcome : null;
  const usage = done?.usage ?? null;
  const timing = outcome?.timing ?? null;
  const all = useComparedColumn(props.column)?.figures;
  const repeated = useComparison((state) => (state.comparison?.repeats ?? 1) > 1);
  const anyOllama = useComparison(
    ({ comparison }) =>
      comparison?.columns.some(({ configuration }) => configuration.provider === 'ollama') ?? false,
  );
  const tokens = (count: number | null | undefined) =>
    usage === null ? noFigure : tokensText(count ?? null, usage.source);
  const note = (spread: Spread | null | undefined, text: (value: number) => string) =>
    repeated ? spreadText(spread ?? null, text) : undefined;
  const count = (value: number) => Math.round(value).toLocaleString('en');

  return (
    <dl className={classes.figures}>
      <Figure
        name="Time to first token"
        value={durationText(timing?.timeToFirstTokenMs ?? null)}
        note={note(all?.timeToFirstTokenMs, durationText)}
      />
      <Figure
        name="Tokens per second"
        value={speedText(timing?.tokensPerSecond ?? null)}
        note={note(all?.tokensPerSecond, speedText)}
      />
      <Figure
        name="Total time"
        value={durationText(timing?.totalMs ?? null)}
        note={note(all?.totalMs, durationText)}
      />
      {anyOllama && (
        <Figure
          name="Load time"
          value={durationText(timing?.loadMs ?? null)}
          note={note(all?.loadMs, durationText)}
        />
      )}
      <Figure
        name="Input tokens"
        value={tokens(usage?.inputTokens)}
        note={note(all?.inputTokens, count)}
      />
      <Figure
        name="Output tokens"
        value={tokens(usage?.outputTokens)}
        note={note(all?.outputTokens, count)}
      />
      <Figure
        name="Cost"
        value={done === null ? noFigure : <Cost cost={done.cost} />}
        note={note(all?.cost.perAnswerUsd, dollarsText)}
      />
      <Figure
        name="Finish reason"
        value={
          done === null ? (outcome === null ? noFigure : 'Failed') : finishReasonText(done.reason)
        }
      />
    </dl>
  );
}

function Figure(props: {
  readonly name: string;
  readonly value: ReactNode;
  readonly note?: string | undefined;
}) {
  return (
    <>
      <dt>{props.name}</dt>
      <dd>
        {props.value}
        {props.note !== undefined && (
          <span className={classes.note} title={props.note}>
            {props.note}
          </span>
        )}
      </dd>
    </>
  );
}
