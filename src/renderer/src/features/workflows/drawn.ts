import type { Workflow } from '#shared/domain/workflow.ts';
import type { PartialStep, PartialWorkflow } from '#shared/domain/workflow-draft.ts';
import { triggerWords } from './order-words.ts';
import type { StepKind } from './step-kinds.ts';

/** What is shown of a workflow as a whole: also of one that is still being written. */
export interface Drawn {
  /** Null until it has come. `words` say when it starts; null until that has come. */
  readonly trigger: { readonly kind: StepKind; readonly words: string | null } | null;
  readonly steps: readonly PartialStep[];
}

export function drawnOf({ trigger, steps }: Workflow): Drawn {
  return {
    trigger: { kind: trigger.type, words: triggerWords(trigger) },
    steps: steps.map((step) => ({ ...noBranches, ...step })),
  };
}

const noBranches = { whenTrue: [], whenFalse: [] };

export function drawnPartially({ triggerType, steps }: PartialWorkflow): Drawn {
  return { trigger: triggerType && { kind: triggerType, words: null }, steps };
}
