import type { Message, RunConfiguration, RunEvent } from '#shared/domain/run.ts';

/** All there is to know of a run once its last event is sent: what the usage ledger and the history are written from. */
export interface EndedRun {
  /** As it was when the run began. */
  readonly configuration: RunConfiguration;
  /** What was sent: the turns before, and last the prompt. */
  readonly messages: readonly Message[];
  /** The one in force, the configuration's or the run's own; null if there was none. */
  readonly systemPrompt: string | null;
  /** What arrived, without the key where a provider echoed it; no longer than `keptCharacters`. */
  readonly answer: string;
  readonly reasoning: string;
  readonly end: Extract<RunEvent, { type: 'done' | 'failed' }>;
}
