import type { ErrorShape } from '#shared/errors.ts';
import type { Run } from '../../stores/run.ts';
import { RunNote } from './run-note.tsx';
import { RunProblem } from './run-problem.tsx';

/** What must be said of how a run goes or ended: why it waits, why it failed, why the answer is not as expected. */
export function RunEnd({ run }: { readonly run: Run }) {
  const { outcome } = run;
  if (outcome === null) return run.retry === null ? null : <RetryNote why={run.retry.error} />;
  if (outcome.type === 'failed') return <RunProblem run={run} error={outcome.error} />;
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

function RetryNote({ why }: { readonly why: ErrorShape }) {
  return (
    <RunNote>
      <span role="status">
        {why.message} Keywell asks again by itself, unless you stop the run.
      </span>
    </RunNote>
  );
}
