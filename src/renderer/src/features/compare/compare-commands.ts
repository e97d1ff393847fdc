import {
  comparedColumns,
  maxComparedCells,
  maxRepeats,
} from '#shared/domain/rules/comparison-rules.ts';
import { useComparison } from '../../stores/comparison.ts';
import { useComparisonDraft } from '../../stores/comparison-draft.ts';
import { announceFailure } from '../../ui/notices.ts';

/** What keeps the draft from being run, and the field it concerns; null if nothing does. */
export interface DraftProblem {
  readonly field: 'prompt' | 'columns' | 'repeats';
  readonly sentence: string;
}

export function draftProblem(): DraftProblem | null {
  const { prompt, set, columns, repeats } = useComparisonDraft.getState();
  if (set === null && prompt.trim() === '') {
    return { field: 'prompt', sentence: 'Enter a prompt.' };
  }
  if (columns.length < comparedColumns.least) {
    return { field: 'columns', sentence: 'Add at least two configurations to compare.' };
  }
  if (!Number.isInteger(repeats) || repeats < 1 || repeats > maxRepeats) {
    return { field: 'repeats', sentence: `Choose a number from 1 to ${maxRepeats}.` };
  }
  const prompts = set === null ? 1 : set.kind === 'file' ? set.prompts.length : set.count;
  if (prompts * columns.length * repeats > maxComparedCells) {
    const most = maxComparedCells.toLocaleString('en');
    return { field: 'repeats', sentence: `That would be more than ${most} answers.` };
  }
  return null;
}

/** Runs the draft. It must have no problem. */
export function runAll(): void {
  useComparison.getState().start().catch(announceFailure);
}

/** Stops whatever is under way. */
export function stopAll(): void {
  useComparison.getState().stop(null).catch(announceFailure);
}
