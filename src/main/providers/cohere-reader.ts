import { z } from 'zod';
import type { ReportedUsage } from './adapter.ts';
import { finishPart, sumOf } from './finish-part.ts';
import type { ProviderCall } from './provider-call.ts';
import { failureInStream } from './provider-errors.ts';
import type { AnswerReader } from './sdk-adapter.ts';

const count = z.number().nullish().catch(null);

const cohereUsage = z.object({
  tokens: z
    .object({ input_tokens: count, output_tokens: count, reasoning_tokens: count })
    .nullish()
    .catch(null),
  billed_units: z
    .object({ input_tokens: z.number(), output_tokens: z.number() })
    .nullish()
    .catch(null),
  cached_tokens: count,
});
type CohereUsage = z.infer<typeof cohereUsage>;

const event = z.object({
  type: z.string(),
  delta: z
    .object({
      finish_reason: z.string().optional().catch(undefined),
      error: z.unknown().optional(),
      usage: cohereUsage.nullish().catch(null),
    })
    .optional()
    .catch(undefined),
});

/** The events of Cohere's Chat API; `message-end` is the last, and tells of a failure, too. */
export class CohereReader implements AnswerReader {
  readonly #call: ProviderCall;
  #end: z.infer<typeof event>['delta'] | null = null;

  constructor(call: ProviderCall) {
    this.#call = call;
  }

  get over(): boolean {
    return this.#end !== null;
  }

  see(given: unknown): void {
    const { data } = event.safeParse(given);
    if (data?.type !== 'message-end') return;
    const { finish_reason: reason = '', error } = data.delta ?? {};
    if (reason === 'ERROR' || reason === 'TIMEOUT' || error) {
      throw failureInStream(this.#call, error ?? undefined);
    }
    this.#end = data.delta;
  }

  /** The SDK does not know every event that Cohere may send. */
  isText(given: unknown): boolean {
    const { data } = event.safeParse(given);
    return data === undefined || data.type === 'content-delta';
  }

  finish() {
    if (this.#end === null) return null;
    const billed = this.#end?.usage?.billed_units;
    return finishPart(finishReason(this.#end?.finish_reason), usageOf(this.#end?.usage), {
      billed: billed
        ? { inputTokens: billed.input_tokens, outputTokens: billed.output_tokens }
        : null,
    });
  }
}

function finishReason(reason: string | undefined) {
  switch (reason) {
    case 'COMPLETE':
    case 'STOP_SEQUENCE':
      return 'stop';
    case 'MAX_TOKENS':
      return 'length';
    case 'ERROR_TOXIC':
      return 'content-filter';
    default:
      return 'other';
  }
}

/** `tokens` are the true counts, reasoning among the output; `billed_units`, which are fewer, are for the cost alone. */
function usageOf(usage: CohereUsage | null | undefined): ReportedUsage | null {
  const inputTokens = usage?.tokens?.input_tokens ?? null;
  const outputTokens = usage?.tokens?.output_tokens ?? null;
  if (!usage || (inputTokens === null && outputTokens === null)) return null;
  return {
    inputTokens,
    cachedInputTokens: usage.cached_tokens ?? null,
    cacheWriteTokens: null,
    outputTokens,
    reasoningTokens: usage.tokens?.reasoning_tokens ?? null,
    totalTokens: sumOf(inputTokens, outputTokens),
  };
}
