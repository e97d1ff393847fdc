import type { Workflow } from '#shared/domain/workflow.ts';

/** A workflow of so many steps, each of which waits for the one before. */
export function chainOf(length: number): Workflow {
  return {
    schemaVersion: 1,
    name: `A chain of ${length}`,
    description: '',
    trigger: { type: 'manual' },
    steps: Array.from({ length }, (_, at) => ({
      id: `s${at + 1}`,
      type: 'transform',
      name: `Step ${at + 1}`,
      dependsOn: at === 0 ? [] : [`s${at}`],
      expression: `${at} + 1`,
    })),
  };
}
