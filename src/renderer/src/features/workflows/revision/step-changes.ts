import type { Workflow, WorkflowStep } from '#shared/domain/workflow.ts';

/** Names of the steps that one workflow has and the other has not, or has otherwise. */
export interface StepChanges {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
}

/** Steps are the same by their ids. */
export function stepChanges(before: Workflow, after: Workflow): StepChanges {
  const old = new Map(before.steps.map((step) => [step.id, step]));
  const now = new Map(after.steps.map((step) => [step.id, step]));
  return {
    added: names(after.steps.filter(({ id }) => !old.has(id))),
    removed: names(before.steps.filter(({ id }) => !now.has(id))),
    changed: names(after.steps.filter((step) => isChanged(old.get(step.id), step))),
  };
}

function isChanged(before: WorkflowStep | undefined, after: WorkflowStep): boolean {
  return before !== undefined && JSON.stringify(before) !== JSON.stringify(after);
}

function names(steps: readonly WorkflowStep[]): readonly string[] {
  return steps.map(({ name }) => name);
}

const list = new Intl.ListFormat('en', { type: 'conjunction' });
/** More names than these are counted. */
const mostNamed = 4;

/** @example 'Adds Approve. Changes Send the reply.' */
export function changesInWords({ added, removed, changed }: StepChanges): string {
  const sentences = [
    sentence('Adds', added),
    sentence('Removes', removed),
    sentence('Changes', changed),
  ];
  return sentences.filter((one) => one !== '').join(' ') || 'Changes no step.';
}

function sentence(verb: string, steps: readonly string[]): string {
  if (steps.length === 0) return '';
  const more = steps.length - mostNamed;
  const named = more > 0 ? [...steps.slice(0, mostNamed), `${more} more`] : steps;
  return `${verb} ${list.format(named)}.`;
}
