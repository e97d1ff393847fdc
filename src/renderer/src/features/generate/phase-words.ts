import { assertNever } from '#shared/errors.ts';
import type { RunProgress } from '../../stores/run.ts';
import { finishReasonText } from './figures.ts';

/** Where a run stands, in words. Before its first token Ollama loads the model, unless it is loaded already. */
export function phaseWords(run: RunProgress): string {
  if (run.stopping) return 'Stopping';
  switch (run.phase) {
    case 'connecting':
      return 'Connecting';
    case 'waiting':
      return run.configuration?.provider === 'ollama'
        ? 'Loading the model'
        : 'Waiting for the first token';
    case 'streaming':
      return run.text === '' ? 'Reasoning' : 'Streaming';
    case 'retrying':
      return 'Retrying';
    case 'ended':
      return run.outcome?.type === 'done' ? finishReasonText(run.outcome.reason) : 'Failed';
    default:
      return assertNever(run.phase);
  }
}
