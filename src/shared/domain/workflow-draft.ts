import type { ErrorShape } from '../errors.ts';
import type { WorkflowProblem } from './rules/workflow/problem.ts';
import type { Cost, FinishReason, RunConfiguration, Timing, Usage } from './run.ts';
import type { StepType, TriggerType, Workflow } from './workflow.ts';

/** A workflow while it is being written. What is null, or missing from a list, has not come yet. */
export interface PartialWorkflow {
  readonly name: string | null;
  readonly description: string | null;
  readonly triggerType: TriggerType | null;
  readonly steps: readonly PartialStep[];
}

export interface PartialStep {
  readonly id: string;
  readonly type: StepType | null;
  readonly name: string | null;
  readonly dependsOn: readonly string[];
  /** Of a condition. */
  readonly whenTrue: readonly string[];
  readonly whenFalse: readonly string[];
}

/** The figures of one answer. Each is a run of its own in the ledger. */
export interface DraftRun {
  readonly runId: string;
  readonly reason: FinishReason;
  readonly usage: Usage;
  readonly timing: Timing;
  readonly cost: Cost;
}

/** What is known at the end of a draft, whatever became of it. */
interface DraftEnd {
  /** As it was when the draft began. */
  readonly configuration: RunConfiguration;
  /** One, or two where the first answer was repaired; those that ended without a failure. */
  readonly runs: readonly DraftRun[];
}

/**
 * `seq` grows by one with every event of a draft, from 0. Exactly one `drafted`, `invalid`, `cancelled` or `failed`
 * ends it.
 */
export type DraftEvent = { readonly draftId: string; readonly seq: number } & (
  | { readonly type: 'phase'; readonly phase: 'connecting' | 'waiting' | 'drafting' }
  /** The provider refused before an answer began; it is asked again by itself, unless the draft is cancelled. */
  | {
      readonly type: 'phase';
      readonly phase: 'retrying';
      /** From now, in milliseconds. */
      readonly retryAfterMs: number;
      readonly error: ErrorShape;
    }
  /** The first answer is no workflow: the model is asked once more, and told why. The other phases follow anew. */
  | {
      readonly type: 'phase';
      readonly phase: 'repairing';
      readonly problems: readonly WorkflowProblem[];
    }
  /** All that has come of the workflow so far, in the place of what came before. */
  | { readonly type: 'partial'; readonly document: PartialWorkflow }
  | { readonly type: 'reasoning'; readonly delta: string }
  | ({
      readonly type: 'drafted';
      readonly document: Workflow;
      /** Warnings. */
      readonly problems: readonly WorkflowProblem[];
      /** Whether this is the second answer. */
      readonly repaired: boolean;
    } & DraftEnd)
  | ({
      readonly type: 'invalid';
      /** The last answer, as it came, but for what looks like a key. */
      readonly text: string;
      /** What the answer holds, to be mended by hand; null where its form is not that of a workflow. */
      readonly document: Workflow | null;
      readonly problems: readonly WorkflowProblem[];
      /** Why no workflow came of it, as a sentence: it is not valid, was cut off, or was declined. */
      readonly sentence: string;
      /** Whether this is the second answer. */
      readonly repaired: boolean;
    } & DraftEnd)
  | ({ readonly type: 'cancelled'; readonly text: string } & DraftEnd)
  | ({ readonly type: 'failed'; readonly error: ErrorShape; readonly text: string } & DraftEnd)
);
