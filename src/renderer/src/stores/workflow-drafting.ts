import type { WorkflowProblem } from '#shared/domain/rules/workflow/problem.ts';
import type { RunConfiguration } from '#shared/domain/run.ts';
import type { Workflow } from '#shared/domain/workflow.ts';
import type { DraftEvent, DraftRun, PartialWorkflow } from '#shared/domain/workflow-draft.ts';
import { assertNever, type ErrorShape } from '#shared/errors.ts';
import { answerText, textOf } from './workflow-document.ts';

/** What a person asked for. Kept, so that it can be asked for again. */
export interface DraftRequest {
  /** Null: the effective default. */
  readonly configurationId: string | null;
  /** The workflow to be had, or what is to change. */
  readonly words: string;
  /** What is to be changed; null for a new workflow. */
  readonly revised: Workflow | null;
}

export type DraftOutcome =
  | {
      readonly type: 'drafted';
      readonly document: Workflow;
      readonly repaired: boolean;
    }
  | {
      readonly type: 'invalid';
      readonly text: string;
      readonly document: Workflow | null;
      readonly problems: readonly WorkflowProblem[];
      readonly sentence: string;
      readonly repaired: boolean;
    }
  | { readonly type: 'cancelled'; readonly text: string }
  | { readonly type: 'failed'; readonly text: string; readonly error: ErrorShape };

/** A draft, or a revision, as the page shows it. */
export interface Drafting {
  readonly id: string;
  readonly request: DraftRequest;
  /** As it was when the draft began; null until that is known. */
  readonly configuration: RunConfiguration | null;
  readonly phase: 'connecting' | 'waiting' | 'drafting' | 'retrying' | 'repairing' | 'ended';
  /** While `retrying`: why, and when the next try is, in milliseconds since the epoch. */
  readonly retry: { readonly at: number; readonly error: ErrorShape } | null;
  /** What was wrong with the first answer, where there is a second. */
  readonly repairing: readonly WorkflowProblem[] | null;
  /** True from the press of Stop until the end comes. */
  readonly stopping: boolean;
  /** What has come of the workflow; null before anything has. */
  readonly partial: PartialWorkflow | null;
  /** The figures of each answer that ended. */
  readonly runs: readonly DraftRun[];
  /** Null while it goes on. */
  readonly outcome: DraftOutcome | null;
}

export function newDrafting(
  id: string,
  request: DraftRequest,
  configuration: RunConfiguration | null,
): Drafting {
  return {
    id,
    request,
    configuration,
    phase: 'connecting',
    retry: null,
    repairing: null,
    stopping: false,
    partial: null,
    runs: [],
    outcome: null,
  };
}

/** The draft after `events`, which are in order. What arrives after the end changes nothing. */
export function draftAdvanced(drafting: Drafting, events: readonly DraftEvent[]): Drafting {
  return events.reduce(after, drafting);
}

function after(drafting: Drafting, event: DraftEvent): Drafting {
  if (drafting.outcome !== null) return drafting;
  switch (event.type) {
    case 'phase':
      return inPhase(drafting, event);
    case 'partial':
      return { ...drafting, phase: 'drafting', partial: event.document };
    case 'reasoning':
      return { ...drafting, phase: 'drafting' };
    case 'drafted':
    case 'invalid':
    case 'cancelled':
    case 'failed': {
      const { draftId, seq, configuration, runs, ...outcome } = event;
      return { ...ended(drafting, outcome), configuration, runs };
    }
    default:
      return assertNever(event);
  }
}

function inPhase(drafting: Drafting, event: Extract<DraftEvent, { type: 'phase' }>): Drafting {
  switch (event.phase) {
    case 'retrying': {
      const retry = { at: Date.now() + event.retryAfterMs, error: event.error };
      return { ...drafting, phase: 'retrying', retry };
    }
    case 'repairing':
      return { ...drafting, phase: 'repairing', retry: null, repairing: event.problems };
    default:
      return { ...drafting, phase: event.phase, retry: null };
  }
}

function ended(drafting: Drafting, outcome: DraftOutcome): Drafting {
  return { ...drafting, phase: 'ended', retry: null, stopping: false, outcome };
}

/** The draft, broken off for a reason of our own. */
export function draftFailed(drafting: Drafting, error: ErrorShape): Drafting {
  return drafting.outcome === null
    ? ended(drafting, { type: 'failed', text: '', error })
    : drafting;
}

/** What came of a draft, as it goes into the editor: in lines where it is JSON. */
export function outcomeText(outcome: DraftOutcome): string {
  if (outcome.type === 'drafted') return textOf(outcome.document);
  const document = outcome.type === 'invalid' ? outcome.document : null;
  return document === null ? answerText(outcome.text) : textOf(document);
}
