import type { SavedWorkflow } from '#shared/domain/saved-workflow.ts';
import type { Workflow, WorkflowStep } from '#shared/domain/workflow.ts';
import type { DraftRun } from '#shared/domain/workflow-draft.ts';
import { exampleEnd, exampleKeptRun } from './run-examples.ts';

/** A step that asks a model, after others. */
export function exampleStep(id: string, dependsOn: readonly string[] = []): WorkflowStep {
  return {
    id,
    name: `Step ${id}`,
    dependsOn: [...dependsOn],
    type: 'llm',
    configuration: null,
    prompt: 'Do it.',
    systemPrompt: null,
  };
}

/** A workflow of two steps in a row, but for what is given. */
export function exampleWorkflow(given: Partial<Workflow> = {}): Workflow {
  return {
    schemaVersion: 1,
    name: 'Digest',
    description: '',
    trigger: { type: 'manual' },
    steps: [exampleStep('a'), exampleStep('b', ['a'])],
    ...given,
  };
}

/** The same as main keeps it. */
export function exampleSaved(given: Partial<SavedWorkflow> = {}): SavedWorkflow {
  const document = given.document ?? exampleWorkflow();
  return {
    id: '00000000-0000-4000-8000-0000000000f1',
    name: document.name,
    description: document.description,
    steps: document.steps.length,
    configuration: null,
    createdAt: '2026-11-01T08:00:00.000Z',
    updatedAt: '2026-11-01T08:00:00.000Z',
    revision: 1,
    document,
    earlier: [],
    ...given,
  };
}

/** The figures of one answer. */
export function exampleDraftRun(given: Partial<DraftRun> = {}): DraftRun {
  const { reason, usage, timing, cost } = exampleEnd();
  const { runId } = exampleKeptRun({ runId: '00000000-0000-4000-8000-00000000000a' });
  return { runId, reason, usage, timing, cost, ...given };
}
