import type { WorkflowSummary } from '#shared/domain/saved-workflow.ts';

/** Those whose name or description has every word of `search`. */
export function matchingWorkflows(
  workflows: readonly WorkflowSummary[],
  search: string,
): readonly WorkflowSummary[] {
  const words = search.toLowerCase().split(/\s+/);
  return workflows.filter(({ name, description }) => {
    const text = `${name} ${description}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
