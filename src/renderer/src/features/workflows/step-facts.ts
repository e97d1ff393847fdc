import type { WorkflowStep, WorkflowTrigger } from '#shared/domain/workflow.ts';
import { assertNever } from '#shared/errors.ts';
import { triggerWords } from './order-words.ts';
import { stepKinds } from './step-kinds.ts';

/** Something about a step. */
export interface StepFact {
  readonly term: string;
  readonly text: string;
  /** Whether it stands as it is written, line by line. */
  readonly code?: boolean;
}

export function triggerFacts(trigger: WorkflowTrigger): readonly StepFact[] {
  return [
    { term: 'Starts by', text: stepKinds[trigger.type].word },
    { term: 'When', text: triggerWords(trigger) },
  ];
}

/** What the fields of its type say; those that are empty say nothing. */
export function stepFacts(step: WorkflowStep): readonly StepFact[] {
  return factsOf(step).filter(({ text }) => text !== '');
}

function factsOf(step: WorkflowStep): readonly StepFact[] {
  switch (step.type) {
    case 'llm':
      return [
        { term: 'Configuration', text: step.configuration ?? 'The default one' },
        { term: 'Prompt', text: step.prompt, code: true },
        { term: 'System prompt', text: step.systemPrompt ?? '', code: true },
      ];
    case 'http':
      return [
        { term: 'Request', text: `${step.method} ${step.url}`, code: true },
        { term: 'Headers', text: step.headers.map(headerLine).join('\n'), code: true },
        { term: 'Body', text: step.body ?? '', code: true },
      ];
    case 'transform':
      return [{ term: 'Expression', text: step.expression, code: true }];
    case 'condition':
      return [
        { term: 'Expression', text: step.expression, code: true },
        { term: 'If true', text: step.whenTrue.join(', ') },
        { term: 'If false', text: step.whenFalse.join(', ') },
      ];
    case 'approval':
      return [
        { term: 'Message', text: step.message, code: true },
        { term: 'Approved by', text: step.approvers.join(', ') || 'Anybody' },
      ];
    default:
      return assertNever(step);
  }
}

function headerLine({ name, value }: { readonly name: string; readonly value: string }): string {
  return `${name}: ${value}`;
}
