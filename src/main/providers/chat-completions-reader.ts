/** OpenAI's Chat Completions, which half the world speaks in some dialect. */
import { z } from 'zod';
import type { ReportedUsage } from './adapter.ts';
import { DoneMarker } from './done-marker.ts';
import { finishPart, sumOf } from './finish-part.ts';
import type { ProviderCall } from './provider-call.ts';
import { failureInStream } from './provider-errors.ts';
import type { AnswerReader } from './sdk-adapter.ts';

const chunk = z.object({
  error: z.unknown().optional(),
  choices: z
    .array(z.object({ finish_reason: z.string().nullish().catch(null) }))
    .optional()
    .catch(undefined),
  usage: z.looseObject({}).nullish().catch(null),
});

/** Throws as it sees a chunk with an `error`, an object or, from xAI, a string; beside choices or after the finish reason. */
export class ChatCompletionsReader implements AnswerReader {
  readonly #call: ProviderCall;
  readonly #done = new DoneMarker();
  readonly seeBytes = this.#done.watch;
  #finishReason: string | null = null;
  #usage: unknown = null;

  constructor(call: ProviderCall) {
    this.#call = call;
  }

  see(event: unknown): void {
    const { data } = chunk.safeParse(event);
    if (data === undefined) return;
    if (data.error !== undefined && data.error !== null) throw failureInStream(this.#call, event);
    const reason = data.choices?.[0]?.finish_reason ?? null;
    if (reason === 'error') throw failureInStream(this.#call, undefined);
    this.#finishReason = reason ?? this.#finishReason;
    this.#usage = data.usage ?? this.#usage;
  }

  /** A chunk without choices is a heartbeat or figures, and holds no text that could be missing. */
  isText(event: unknown): boolean {
    const shape = z.looseObject({ choices: z.unknown().optional() }).safeParse(event);
    return !shape.success || shape.data.choices !== undefined;
  }

  /** Some servers give no finish reason, but say [DONE]. */
  finish() {
    if (this.#finishReason === null && !this.#done.seen) return null;
    return finishPart(finishReason(this.#finishReason), chatUsage(this.#usage), {
      costUsd: costOf(this.#usage),
    });
  }
}

function finishReason(reason: string | null) {
  switch (reason) {
    case 'stop':
    case 'length':
      return reason;
    // Mistral's word for the end of the model's context.
    case 'model_length':
      return 'length';
    case 'content_filter':
      return 'content-filter';
    default:
      return 'other';
  }
}

const count = z.number().nullish().catch(null);
const details = z
  .object({ cached_tokens: count, reasoning_tokens: count, cache_write_tokens: count })
  .nullish()
  .catch(null);
const usage = z.object({
  prompt_tokens: count,
  completion_tokens: count,
  total_tokens: count,
  prompt_tokens_details: details,
  completion_tokens_details: details,
  // Mistral's names for the same.
  num_cached_tokens: count,
  prompt_token_details: details,
});

/** `prompt_tokens` includes the cached ones, `completion_tokens` those of reasoning. What is missing stays unknown. */
function chatUsage(given: unknown): ReportedUsage | null {
  const { data } = usage.safeParse(given);
  const inputTokens = data?.prompt_tokens ?? null;
  const outputTokens = data?.completion_tokens ?? null;
  if (data === undefined || (inputTokens === null && outputTokens === null)) return null;
  const input = data.prompt_tokens_details ?? data.prompt_token_details;
  return {
    inputTokens,
    cachedInputTokens: input?.cached_tokens ?? data.num_cached_tokens ?? null,
    cacheWriteTokens: input?.cache_write_tokens ?? null,
    outputTokens,
    reasoningTokens: data.completion_tokens_details?.reasoning_tokens ?? null,
    totalTokens: data.total_tokens ?? sumOf(inputTokens, outputTokens),
  };
}

/** OpenRouter says in `usage.cost` what it charged, in US dollars. */
function costOf(given: unknown): number | null {
  return (
    z.object({ cost: z.number().nonnegative() }).nullish().catch(null).parse(given)?.cost ?? null
  );
}
