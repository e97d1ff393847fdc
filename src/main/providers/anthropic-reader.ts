import { z } from 'zod';
import type { ReportedUsage } from './adapter.ts';
import { finishPart, sumOf } from './finish-part.ts';
import type { ProviderCall } from './provider-call.ts';
import { failureInStream } from './provider-errors.ts';
import type { AnswerReader } from './sdk-adapter.ts';

const count = z.number().nullish().catch(null);

const messagesUsage = z.object({
  input_tokens: count,
  cache_read_input_tokens: count,
  cache_creation_input_tokens: count,
  output_tokens: count,
  output_tokens_details: z.object({ thinking_tokens: count }).nullish().catch(null),
});
type MessagesUsage = z.infer<typeof messagesUsage>;

const event = z.object({
  type: z.string(),
  message: z
    .object({ usage: messagesUsage.nullish().catch(null) })
    .optional()
    .catch(undefined),
  usage: messagesUsage.nullish().catch(null),
  delta: z
    .object({ type: z.string().optional(), stop_reason: z.string().nullish().catch(null) })
    .optional()
    .catch(undefined),
});

/** The events of Anthropic's Messages API; `message_stop` is the last. `ping` may stand anywhere. */
export class AnthropicReader implements AnswerReader {
  readonly #call: ProviderCall;
  #usage: MessagesUsage | null = null;
  #stopReason: string | null = null;
  #stopped = false;

  constructor(call: ProviderCall) {
    this.#call = call;
  }

  get over(): boolean {
    return this.#stopped;
  }

  see(given: unknown): void {
    const { data } = event.safeParse(given);
    switch (data?.type) {
      case 'error':
        throw failureInStream(this.#call, given);
      case 'message_start':
        this.#add(data.message?.usage);
        return;
      case 'message_delta':
        this.#add(data.usage);
        this.#stopReason = data.delta?.stop_reason ?? this.#stopReason;
        return;
      case 'message_stop':
        this.#stopped = true;
    }
  }

  /** Of a block that it does not know, the SDK complains in each event. Only text and thinking are of the answer. */
  isText(given: unknown): boolean {
    const { data } = event.safeParse(given);
    if (data === undefined) return true;
    const kind = data.delta?.type;
    return (
      data.type === 'content_block_delta' && (kind === 'text_delta' || kind === 'thinking_delta')
    );
  }

  finish() {
    if (!this.#stopped) return null;
    return finishPart(finishReason(this.#stopReason), usageOf(this.#usage));
  }

  /** The figures of `message_delta` are cumulative: what it gives wins over `message_start`, what it leaves out stays. */
  #add(usage: MessagesUsage | null | undefined): void {
    const given = Object.entries(usage ?? {}).filter(
      ([, value]) => value !== null && value !== undefined,
    );
    if (given.length > 0) this.#usage = { ...this.#usage, ...Object.fromEntries(given) };
  }
}

function finishReason(reason: string | null) {
  switch (reason) {
    case 'end_turn':
    case 'stop_sequence':
      return 'stop';
    case 'max_tokens':
    case 'model_context_window_exceeded':
      return 'length';
    case 'refusal':
      return 'content-filter';
    default:
      return 'other';
  }
}

/** `input_tokens` is what neither came from the cache nor went into it: the three are added. Thinking is in the output. */
function usageOf(usage: MessagesUsage | null): ReportedUsage | null {
  if (usage === null) return null;
  const read = usage.cache_read_input_tokens ?? null;
  const written = usage.cache_creation_input_tokens ?? null;
  const inputTokens = sumOf(usage.input_tokens ?? null, read ?? 0, written ?? 0);
  const outputTokens = usage.output_tokens ?? null;
  if (inputTokens === null && outputTokens === null) return null;
  return {
    inputTokens,
    cachedInputTokens: read,
    cacheWriteTokens: written,
    outputTokens,
    reasoningTokens: usage.output_tokens_details?.thinking_tokens ?? null,
    totalTokens: sumOf(inputTokens, outputTokens),
  };
}
