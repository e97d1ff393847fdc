import { z } from 'zod';
import { AppError } from '#shared/errors.ts';
import type { ReportedUsage } from './adapter.ts';
import { finishPart, sumOf } from './finish-part.ts';
import { nameOf, type ProviderCall } from './provider-call.ts';
import { failureInStream } from './provider-errors.ts';
import type { AnswerReader } from './sdk-adapter.ts';

const chunk = z.object({
  error: z.unknown().optional(),
  candidates: z
    .array(z.object({ finishReason: z.string().nullish().catch(null) }))
    .nullish()
    .catch(null),
  promptFeedback: z
    .object({ blockReason: z.string().nullish().catch(null) })
    .nullish()
    .catch(null),
});

/** Gemini's stream has neither event names nor a last event: it ends after a `finishReason`. */
export class GoogleReader implements AnswerReader {
  readonly #call: ProviderCall;
  #finishReason: string | null = null;

  constructor(call: ProviderCall) {
    this.#call = call;
  }

  see(event: unknown): void {
    const { data } = chunk.safeParse(event);
    if (data === undefined) return;
    if (data.error !== undefined && data.error !== null) throw failureInStream(this.#call, event);
    const blocked = data.promptFeedback?.blockReason;
    if (blocked && blocked !== 'BLOCK_REASON_UNSPECIFIED') throw promptBlocked(this.#call, blocked);
    this.#finishReason = data.candidates?.[0]?.finishReason ?? this.#finishReason;
  }

  isText(event: unknown): boolean {
    const { data } = chunk.safeParse(event);
    return data === undefined || data.candidates !== undefined;
  }

  /** Figures come with every chunk, and the last count; `CONTINUATION` means that another request should have followed. */
  finish(usage: unknown) {
    if (this.#finishReason === null) return null;
    return finishPart(finishReason(this.#finishReason), usageOf(usage));
  }
}

function finishReason(reason: string) {
  switch (reason) {
    case 'STOP':
      return 'stop';
    case 'MAX_TOKENS':
    case 'CONTINUATION':
      return 'length';
    case 'SAFETY':
    case 'RECITATION':
    case 'BLOCKLIST':
    case 'PROHIBITED_CONTENT':
    case 'SPII':
    case 'IMAGE_SAFETY':
      return 'content-filter';
    default:
      return 'other';
  }
}

function promptBlocked(call: ProviderCall, reason: string): AppError {
  return new AppError(
    'content-blocked',
    `${nameOf(call)} declined to answer because of its content rules (${reason.slice(0, 60)}). Change the prompt, then run again.`,
  );
}

const count = z.number().nullish().catch(null);
const usageMetadata = z.object({
  promptTokenCount: count,
  cachedContentTokenCount: count,
  toolUsePromptTokenCount: count,
  candidatesTokenCount: count,
  thoughtsTokenCount: count,
  totalTokenCount: count,
});

/**
 * `promptTokenCount` includes what was cached; `candidatesTokenCount` does not include thoughts. A count that is zero
 * is left out.
 */
function usageOf(given: unknown): ReportedUsage | null {
  const { data } = usageMetadata.safeParse(given);
  if (data?.promptTokenCount == null && data?.candidatesTokenCount == null) return null;
  const thoughts = data.thoughtsTokenCount ?? null;
  const inputTokens = sumOf(data.promptTokenCount ?? null, data.toolUsePromptTokenCount ?? 0);
  const outputTokens = (data.candidatesTokenCount ?? 0) + (thoughts ?? 0);
  return {
    inputTokens,
    cachedInputTokens: data.cachedContentTokenCount ?? null,
    cacheWriteTokens: null,
    outputTokens,
    reasoningTokens: thoughts,
    totalTokens: data.totalTokenCount ?? sumOf(inputTokens, outputTokens),
  };
}
