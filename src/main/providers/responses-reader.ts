import { z } from 'zod';
import type { ReportedUsage } from './adapter.ts';
import { finishPart, sumOf } from './finish-part.ts';
import type { ProviderCall } from './provider-call.ts';
import { failureInStream } from './provider-errors.ts';
import type { AnswerReader } from './sdk-adapter.ts';

const count = z.number().nullish().catch(null);

const responsesUsage = z.object({
  input_tokens: count,
  output_tokens: count,
  total_tokens: count,
  input_tokens_details: z
    .object({ cached_tokens: count, cache_write_tokens: count })
    .nullish()
    .catch(null),
  output_tokens_details: z.object({ reasoning_tokens: count }).nullish().catch(null),
});

const event = z.object({
  type: z.string(),
  error: z.unknown().optional(),
  response: z
    .object({
      error: z.unknown().optional(),
      incomplete_details: z.object({ reason: z.string() }).nullish().catch(null),
      usage: responsesUsage.nullish().catch(null),
    })
    .optional()
    .catch(undefined),
});
type Closing = z.infer<typeof event>['response'];

/** Events that carry text, which would be missing if one of them could not be read. */
const textEvents = [
  'response.output_text.delta',
  'response.refusal.delta',
  'response.reasoning_summary_text.delta',
];

/** The events of OpenAI's Responses API: one of `completed`, `incomplete` and `failed` is the last, without a `[DONE]`. */
export class ResponsesReader implements AnswerReader {
  readonly #call: ProviderCall;
  #closing: Closing | null = null;
  #refused = false;

  constructor(call: ProviderCall) {
    this.#call = call;
  }

  get over(): boolean {
    return this.#closing !== null;
  }

  see(given: unknown): void {
    const { data } = event.safeParse(given);
    switch (data?.type) {
      // Flat by the reference, nested under `error` on the wire.
      case 'error':
        throw failureInStream(this.#call, data.error ? { error: data.error } : given);
      case 'response.failed':
        throw failureInStream(this.#call, { error: data.response?.error });
      case 'response.completed':
      case 'response.incomplete':
        this.#closing = data.response;
        return;
      case 'response.refusal.delta':
        this.#refused = true;
    }
  }

  isText(given: unknown): boolean {
    const { data } = event.safeParse(given);
    return data === undefined || textEvents.includes(data.type);
  }

  finish() {
    if (this.#closing === null) return null;
    const reason = this.#reason(this.#closing?.incomplete_details?.reason);
    return finishPart(reason, usageOf(this.#closing?.usage));
  }

  #reason(incomplete: string | undefined) {
    switch (incomplete) {
      case undefined:
        return this.#refused ? 'content-filter' : 'stop';
      case 'max_output_tokens':
        return 'length';
      case 'content_filter':
        return 'content-filter';
      default:
        return 'other';
    }
  }
}

/** `input_tokens` includes what was cached, `output_tokens` what was spent on reasoning. */
function usageOf(usage: z.infer<typeof responsesUsage> | null | undefined): ReportedUsage | null {
  const inputTokens = usage?.input_tokens ?? null;
  const outputTokens = usage?.output_tokens ?? null;
  if (!usage || (inputTokens === null && outputTokens === null)) return null;
  return {
    inputTokens,
    cachedInputTokens: usage.input_tokens_details?.cached_tokens ?? null,
    cacheWriteTokens: usage.input_tokens_details?.cache_write_tokens ?? null,
    outputTokens,
    reasoningTokens: usage.output_tokens_details?.reasoning_tokens ?? null,
    totalTokens: usage.total_tokens ?? sumOf(inputTokens, outputTokens),
  };
}
