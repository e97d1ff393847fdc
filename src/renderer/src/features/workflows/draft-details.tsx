import type { ReactNode } from 'react';
import type { Cost as RunCost } from '#shared/domain/run.ts';
import type { DraftRun } from '#shared/domain/workflow-draft.ts';
import { useWorkflowDrafts } from '../../stores/workflow-drafts.ts';
import { type DraftOrigin, useWorkflowEditor } from '../../stores/workflow-editor.ts';
import { SimulatedMark } from '../../ui/simulated-mark.tsx';
import { Cost } from '../generate/cost.tsx';
import { durationText, tokensText } from '../generate/figures.ts';
import { useComingDraft } from './draft-commands.ts';
import classes from './draft-details.module.css';
import { totalOf } from './draft-total.ts';

/** Which configuration made what is shown, and what that took. */
export function DraftDetails() {
  const origin = useOrigin();
  if (origin === null) return null;
  const { configuration, runs } = origin;
  return (
    <section aria-label="Draft details" className={classes.details}>
      <dl className={classes.figures}>
        <Figure name="Drafted by">
          <span className={classes.name}>{configuration.name}</span>{' '}
          <span className={classes.model}>{configuration.model}</span>{' '}
          {configuration.simulated && <SimulatedMark />}
        </Figure>
        {runs.length > 0 && <Figures runs={runs} />}
      </dl>
    </section>
  );
}

/** Of a draft that has not become the workflow, and of a revision that is proposed, it is theirs. */
function useOrigin(): Pick<DraftOrigin, 'configuration' | 'runs'> | null {
  const origin = useWorkflowEditor((state) => state.origin);
  const coming = useComingDraft();
  const proposed = useWorkflowDrafts(({ drafting }) =>
    drafting?.request.revised != null && drafting.outcome !== null ? drafting : null,
  );
  const draft = coming ?? proposed;
  if (draft === null) return origin;
  const { configuration, runs } = draft;
  return configuration && { configuration, runs };
}

function Figures({ runs }: { readonly runs: readonly DraftRun[] }) {
  const { totalMs, inputTokens, outputTokens, source, cost } = totalOf(runs);
  return (
    <>
      {runs.length > 1 && <Figure name="Answers">{runs.length}</Figure>}
      <Figure name="Total time">{durationText(totalMs)}</Figure>
      <Figure name="Input tokens">{tokensText(inputTokens, source)}</Figure>
      <Figure name="Output tokens">{tokensText(outputTokens, source)}</Figure>
      <Figure name="Cost">{cost === null ? <Costs runs={runs} /> : <Cost cost={cost} />}</Figure>
    </>
  );
}

/** Of answers that were paid for in different ways, each by itself. */
function Costs({ runs }: { readonly runs: readonly { readonly cost: RunCost }[] }) {
  return runs.map(({ cost }, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: answers have an order and nothing else
    <span key={index}>
      {index > 0 && ' + '}
      <Cost cost={cost} />
    </span>
  ));
}

function Figure({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className={classes.figure}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
