import { z } from 'zod';
import type { ErrorShape } from '../errors.ts';
import { providerIds } from './rules/providers.ts';

/** One turn of what is sent to a model. */
export const messageSchema = z.strictObject({
  role: z.enum(['user', 'assistant']),
  content: z.string().min(1).max(2_000_000),
});

/** The configuration as it was when the run began. */
export const runConfigurationSchema = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  provider: z.enum(providerIds),
  model: z.string(),
  simulated: z.boolean(),
});

/** Counts in tokens; null where the provider gives none and none can be estimated. */
export interface Usage {
  /** All input, cached included. */
  readonly inputTokens: number | null;
  /** The part of `inputTokens` read from the provider's cache. */
  readonly cachedInputTokens: number | null;
  /** All output, reasoning included. */
  readonly outputTokens: number | null;
  /** The part of `outputTokens` spent on reasoning. */
  readonly reasoningTokens: number | null;
  /** `estimated`: counted from the text at four characters a token, because the provider gave no figures. */
  readonly source: 'provider' | 'estimated';
}

/** Durations in milliseconds, on Keywell's clock from `generation.start`, but for `loadMs`. */
export interface Timing {
  readonly startedAt: string;
  /** Until the first text or reasoning; null if none came. */
  readonly timeToFirstTokenMs: number | null;
  readonly totalMs: number;
  /** Time Ollama reports for loading the model; null elsewhere. */
  readonly loadMs: number | null;
  /**
   * All output tokens over the provider's own generation time, where it gives one (Ollama). Elsewhere the output tokens
   * after the first, over the time from the first to the last; without reasoning that was not streamed, which would
   * make a model look faster than it is. Null where the answer came all at once, or the count is not known.
   */
  readonly tokensPerSecond: number | null;
}

/** `local`: costs nothing, ran on this machine. `unknown`: no price is known; never shown as zero. */
export type Cost =
  | { readonly kind: 'local' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'known'; readonly usd: number };

export type FinishReason = 'stop' | 'length' | 'content-filter' | 'cancelled' | 'other';

/** `seq` grows by one with every event of a run, from 0. Exactly one `done` or `failed` ends it. */
export type RunEvent = { readonly runId: string; readonly seq: number } & (
  | { readonly type: 'phase'; readonly phase: 'connecting' | 'waiting' | 'streaming' }
  | { readonly type: 'text'; readonly delta: string }
  | { readonly type: 'reasoning'; readonly delta: string }
  | {
      readonly type: 'done';
      readonly reason: FinishReason;
      readonly usage: Usage;
      readonly timing: Timing;
      readonly cost: Cost;
    }
  | { readonly type: 'failed'; readonly error: ErrorShape; readonly timing: Timing }
);

export type Message = Readonly<z.infer<typeof messageSchema>>;
export type RunConfiguration = Readonly<z.infer<typeof runConfigurationSchema>>;
