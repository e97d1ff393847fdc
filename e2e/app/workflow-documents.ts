import type { Workflow, WorkflowStep } from '#shared/domain/workflow.ts';
import type { StreamedAnswer } from '../providers/scenario.ts';

/** A step that asks a model, after others. */
export function llmStep(id: string, name: string, dependsOn: readonly string[] = []): WorkflowStep {
  return {
    id,
    name,
    type: 'llm',
    dependsOn: [...dependsOn],
    configuration: null,
    prompt: `Do ${name}.`,
    systemPrompt: null,
  };
}

/** A workflow of these steps. */
export function workflowOf(steps: readonly WorkflowStep[], name = 'Morning digest'): Workflow {
  return {
    schemaVersion: 1,
    name,
    description: 'Tells the team what is new.',
    trigger: { type: 'schedule', cron: '0 7 * * 1-5', timeZone: null },
    steps: [...steps],
  };
}

/** Three steps in a row. */
export const digest = workflowOf([
  llmStep('fetch', 'Fetch the issues'),
  llmStep('sum', 'Summarise them', ['fetch']),
  llmStep('post', 'Post the summary', ['sum']),
]);

/** `steps` steps, each after one or two of those before it. */
export function longWorkflow(steps: number): Workflow {
  return workflowOf(
    Array.from({ length: steps }, (_, at) => {
      const before = at === 0 ? [] : [`s${at - 1 - ((at * 7) % Math.min(at, 5))}`];
      return llmStep(`s${at}`, `Step number ${at}`, before);
    }),
    'Long haul',
  );
}

/** What a model answers that writes `document`, piece by piece. */
export function answering(document: unknown): StreamedAnswer {
  const pieces = JSON.stringify(document).match(/[\s\S]{1,120}/g) ?? [];
  return { steps: pieces.map((text) => ({ text })), usage: { input: 900, output: 400 } };
}
