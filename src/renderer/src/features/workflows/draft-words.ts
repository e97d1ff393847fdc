import { assertNever } from '#shared/errors.ts';
import type { Drafting } from '../../stores/workflow-drafting.ts';

/** Where a draft stands, in words. */
export function draftWords(drafting: Drafting): string {
  if (drafting.stopping) return 'Stopping';
  if (drafting.outcome !== null) return endWords(drafting, drafting.outcome.type);
  const words = phaseWords(drafting);
  if (drafting.repairing === null || drafting.phase === 'repairing') return words;
  return `Repairing: ${words.charAt(0).toLowerCase()}${words.slice(1)}`;
}

function phaseWords({ phase, configuration, request }: Drafting): string {
  switch (phase) {
    case 'connecting':
      return 'Connecting';
    case 'waiting':
      return configuration?.provider === 'ollama'
        ? 'Loading the model'
        : 'Waiting for the first token';
    case 'drafting':
      return request.revised === null ? 'Drafting' : 'Revising';
    case 'retrying':
      return 'Retrying';
    case 'repairing':
      return 'Repairing';
    case 'ended':
      return 'Ended';
    default:
      return assertNever(phase);
  }
}

function endWords({ request }: Drafting, end: NonNullable<Drafting['outcome']>['type']): string {
  switch (end) {
    case 'drafted':
      return request.revised === null ? 'Drafted' : 'Revised';
    case 'invalid':
      return 'Not valid';
    case 'cancelled':
      return 'Stopped';
    case 'failed':
      return 'Failed';
    default:
      return assertNever(end);
  }
}

/** @example stepCount(1) // '1 step' */
export function stepCount(count: number): string {
  return count === 1 ? '1 step' : `${count.toLocaleString('en')} steps`;
}
