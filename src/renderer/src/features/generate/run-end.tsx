import type { Run } from '../../stores/run.ts';
import { RunNote } from './run-note.tsx';
import { RunProblem } from './run-problem.tsx';

/** What must be said of a run's end: why it failed, or why the answer is not what one would expect. */
export function RunEnd({ run }: { readonly run: Run }) {
  const { outcome } = run;
  if (outcome === null) return null;
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
