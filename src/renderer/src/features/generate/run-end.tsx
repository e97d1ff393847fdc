import type { ErrorShape } from '#shared/errors.ts';
import type { RunProgress } from '../../stores/run.ts';
import { RunNote } from './run-note.tsx';
import { RunProblem, type RunWays } from './run-problem.tsx';

/** What must be said of how a run goes or ended: why it waits, why it failed, why the answer is not as expected. */
export function RunEnd(props: {
  readonly run: RunProgress;
  readonly configurationId: string | null;
  readonly ways: RunWays;
  /** False where several runs are shown, whose ends are told in one place. */
  readonly alerting?: boolean;
}) {
  const { run, alerting = true } = props;
  const { outcome } = run;
  if (outcome === null)
    return run.retry === null ? null : <RetryNote why={run.retry.error} told={alerting} />;
  if (outcome.type === 'failed') {
    return <RunProblem {...props} alerting={alerting} error={outcome.error} />;
  }
  if (outcome.reason === 'length') {
    return (
      <RunNote>
        The answer was cut off at the limit for output tokens. Raise “Max output tokens” in the
        configuration to get more of it.
      </RunNote>
    );
  }
  if (outcome.reason === 'content-filter') {
    return <RunNote>The provider’s content filter ended the answer.</RunNote>;
  }
  if (run.text === '' && outcome.reason !== 'cancelled') {
    return <RunNote>The model ended its answer without a word.</RunNote>;
  }
  return null;
}

function RetryNote({ why, told }: { readonly why: ErrorShape; readonly told: boolean }) {
  return (
    <RunNote>
      <span role={told ? 'status' : undefined}>
        {why.message} Keywell asks again by itself, unless you stop the run.
      </span>
    </RunNote>
  );
}
