import { z } from 'zod';
import type { ErrorShape } from '../errors.ts';
import { configurationFieldsSchema } from './configuration.ts';
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

/** What one run does otherwise than its configuration. Null: the provider's own default. Absent: as the configuration has it. */
export const runParametersSchema = configurationFieldsSchema
  .pick({ temperature: true, topP: true, maxOutputTokens: true, contextLength: true })
  .partial();

const tokenCount = z.number().nullable();

/**
 * Counts in tokens, the same for every provider, whatever each of them adds up; null where the provider gives none and
 * none can be estimated.
 */
export const usageSchema = z.strictObject({
  /** All input: what was read from a cache and what was written to one included. */
  inputTokens: tokenCount,
  /** The part of `inputTokens` read from the provider's cache. */
  cachedInputTokens: tokenCount,
  /** The part of `inputTokens` written to the provider's cache, where that is told (Anthropic, OpenAI). */
  cacheWriteTokens: tokenCount,
  /** All output, reasoning included. */
  outputTokens: tokenCount,
  /** The part of `outputTokens` spent on reasoning, shown or not. */
  reasoningTokens: tokenCount,
  /** The provider's own sum; `inputTokens` and `outputTokens` together where it gives none. */
  totalTokens: tokenCount,
  /** `estimated`: counted from the text at four characters a token, because the provider gave no figures. */
  source: z.enum(['provider', 'estimated']),
});

/** Durations in milliseconds, on Keywell's clock from `generation.start`, but for `loadMs`. */
export const timingSchema = z.strictObject({
  startedAt: z.iso.datetime(),
  /** Until the first text or reasoning; null if none came. */
  timeToFirstTokenMs: z.number().nullable(),
  totalMs: z.number(),
  /** Time Ollama reports for loading the model; null elsewhere. */
  loadMs: z.number().nullable(),
  /**
   * All output tokens over the provider's own generation time, where it gives one (Ollama). Elsewhere the output tokens
   * after the first, over the time from the first to the last; without reasoning that was not streamed, which would
   * make a model look faster than it is. Null where the answer came all at once, or the count is not known.
   */
  tokensPerSecond: z.number().nullable(),
});

/** What a cost was computed from, so that it can be understood when prices have changed. */
export const priceSchema = z.discriminatedUnion('source', [
  /** From nothing: the provider said itself what the run cost. */
  z.strictObject({ source: z.literal('provider') }),
  z.strictObject({
    source: z.literal('list'),
    /** The list's name and version, and the day it is of. */
    list: z.string(),
    listDate: z.iso.date(),
    /** What the list calls the model: `openai/gpt-5`. */
    listedAs: z.string(),
    /**
     * US dollars for a million tokens, as they were for an input of this size. Null where there is no price of its own:
     * that of all input, or of all output, counts.
     */
    perMillion: z.strictObject({
      input: z.number(),
      cachedInput: z.number().nullable(),
      cacheWrite: z.number().nullable(),
      output: z.number(),
      reasoning: z.number().nullable(),
    }),
    /** US dollars for the request itself; null where only tokens are charged for. */
    perRequest: z.number().nullable(),
  }),
]);

/**
 * `local`: costs nothing, ran on this machine. `simulated`: nothing ran. `unknown`: no price is known; never shown as
 * zero.
 */
export const costSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('local') }),
  z.strictObject({ kind: z.literal('simulated') }),
  z.strictObject({ kind: z.literal('unknown') }),
  z.strictObject({ kind: z.literal('known'), usd: z.number(), price: priceSchema }),
]);

export const finishReasonSchema = z.enum([
  'stop',
  'length',
  'content-filter',
  'cancelled',
  'other',
]);

/** `seq` grows by one with every event of a run, from 0. Exactly one `done` or `failed` ends it. */
export type RunEvent = { readonly runId: string; readonly seq: number } & (
  | { readonly type: 'phase'; readonly phase: 'connecting' | 'waiting' | 'streaming' }
  /** Nothing of an answer had come when the provider refused; it is asked again by itself, unless the run is stopped. */
  | {
      readonly type: 'phase';
      readonly phase: 'retrying';
      /** From now, in milliseconds. */
      readonly retryAfterMs: number;
      /** Why. */
      readonly error: ErrorShape;
    }
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

export type Usage = Readonly<z.infer<typeof usageSchema>>;
export type Timing = Readonly<z.infer<typeof timingSchema>>;
export type Price = Readonly<z.infer<typeof priceSchema>>;
export type Cost = Readonly<z.infer<typeof costSchema>>;
export type FinishReason = z.infer<typeof finishReasonSchema>;
export type RunParameters = Readonly<z.infer<typeof runParametersSchema>>;
export type Message = Readonly<z.infer<typeof messageSchema>>;
export type RunConfiguration = Readonly<z.infer<typeof runConfigurationSchema>>;
