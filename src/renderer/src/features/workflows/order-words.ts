import { workflowEdges } from '#shared/domain/rules/workflow/graph.ts';
import type { WorkflowTrigger } from '#shared/domain/workflow.ts';
import type { PartialStep } from '#shared/domain/workflow-draft.ts';

const list = new Intl.ListFormat('en', { type: 'conjunction' });

/**
 * What each step waits for, in words, by the step's id.
 *
 * @example orderWords(steps).get('pay') // 'After Approve, where Is it due? is true'
 */
export function orderWords(steps: readonly PartialStep[]): ReadonlyMap<string, string> {
  const names = new Map(steps.map(({ id, name }) => [id, name ?? id]));
  const after = new Map<string, string[]>();
  const where = new Map<string, string[]>();
  for (const { from, to, branch } of workflowEdges({ steps })) {
    const name = names.get(from) ?? `“${from}”, which is not there`;
    const [reasons, reason] =
      branch === null
        ? [after, name]
        : [where, `${name} is ${branch === 'whenTrue' ? 'true' : 'false'}`];
    reasons.set(to, [...(reasons.get(to) ?? []), reason]);
  }
  return new Map(
    steps.map(({ id }) => {
      const parts = [
        ...clause('After', after.get(id)),
        ...clause(after.has(id) ? 'where' : 'Where', where.get(id)),
      ];
      return [id, parts.length === 0 ? 'At the start' : parts.join(', ')];
    }),
  );
}

function clause(word: string, reasons: readonly string[] | undefined): readonly string[] {
  return reasons === undefined ? [] : [`${word} ${list.format(reasons)}`];
}

/** When a workflow starts, in words. */
export function triggerWords(trigger: WorkflowTrigger): string {
  switch (trigger.type) {
    case 'manual':
      return 'When somebody starts it';
    case 'schedule':
      return trigger.timeZone === null ? trigger.cron : `${trigger.cron} (${trigger.timeZone})`;
    case 'webhook':
      return trigger.path;
    case 'event':
      return trigger.event;
  }
}
