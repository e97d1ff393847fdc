import type {
  Cost,
  FinishReason,
  Message,
  RunConfiguration,
  RunEvent,
  RunParameters,
  Timing,
  Usage,
} from '#shared/domain/run.ts';
import { assertNever, type ErrorShape } from '#shared/errors.ts';

/** What a person asked for. Kept with the run, so that it can be asked for again. */
export interface RunRequest {
  /** Null: the effective default. */
  readonly configurationId: string | null;
  readonly prompt: string;
  /** Null: the configuration's own. */
  readonly systemPrompt: string | null;
  /** What differs from the configuration. */
  readonly parameters: RunParameters;
  /** The turns before the prompt. */
  readonly earlier: readonly Message[];
  /** The run whose answer the prompt follows; null for a first one. */
  readonly follows: string | null;
}

type RunOutcome =
  | {
      readonly type: 'done';
      readonly reason: FinishReason;
      readonly usage: Usage;
      readonly timing: Timing;
      readonly cost: Cost;
    }
  /** `timing` is null when the run never got under way. */
  | { readonly type: 'failed'; readonly error: ErrorShape; readonly timing: Timing | null };

/** How a run stands and what has arrived of it. */
export interface RunProgress {
  readonly id: string;
  /** As it was when the run began; null until that is known. */
  readonly configuration: RunConfiguration | null;
  readonly phase: 'connecting' | 'waiting' | 'streaming' | 'retrying' | 'ended';
  /** While `retrying`: why, and when the next try is, in milliseconds since the epoch. */
  readonly retry: { readonly at: number; readonly error: ErrorShape } | null;
  /** True from the press of Stop until the end comes. */
  readonly stopping: boolean;
  readonly text: string;
  readonly reasoning: string;
  /** Null while it runs. */
  readonly outcome: RunOutcome | null;
}

/** One run as Generate shows it. */
export interface Run extends RunProgress {
  readonly request: RunRequest;
}

export function newRun(
  id: string,
  request: RunRequest,
  configuration: RunConfiguration | null,
): Run {
  return { ...begun(id, configuration), request };
}

/** A run of which nothing has been heard yet. */
export function begun(id: string, configuration: RunConfiguration | null): RunProgress {
  return {
    id,
    configuration,
    phase: 'connecting',
    retry: null,
    stopping: false,
    text: '',
    reasoning: '',
    outcome: null,
  };
}

/** The run after `events`, which are in order. What arrives after the end changes nothing. */
export function advanced<R extends RunProgress>(run: R, events: readonly RunEvent[]): R {
  const text: string[] = [];
  const reasoning: string[] = [];
  let { phase, retry, outcome } = run;
  for (const event of events) {
    if (outcome !== null) break;
    switch (event.type) {
      case 'phase':
        phase = event.phase;
        retry =
          event.phase === 'retrying'
            ? { at: Date.now() + event.retryAfterMs, error: event.error }
            : null;
        break;
      case 'text':
        text.push(event.delta);
        phase = 'streaming';
        break;
      case 'reasoning':
        reasoning.push(event.delta);
        phase = 'streaming';
        break;
      case 'done': {
        const { reason, usage, timing, cost } = event;
        outcome = { type: 'done', reason, usage, timing, cost };
        break;
      }
      case 'failed':
        outcome = { type: 'failed', error: event.error, timing: event.timing };
        break;
      default:
        assertNever(event);
    }
  }
  return {
    ...run,
    text: run.text + text.join(''),
    reasoning: run.reasoning + reasoning.join(''),
    phase: outcome === null ? phase : 'ended',
    retry,
    stopping: run.stopping && outcome === null,
    outcome,
  };
}

/** The run, broken off for a reason of our own. */
export function failed(run: Run, error: ErrorShape): Run {
  if (run.outcome !== null) return run;
  return {
    ...run,
    phase: 'ended',
    stopping: false,
    outcome: { type: 'failed', error, timing: null },
  };
}
