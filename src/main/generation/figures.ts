/** What is said of a run after it has ended. */
import type { Message, Usage } from '#shared/domain/run.ts';

const charactersPerToken = 4;

/**
 * The provider's figures, or where it gave none, an estimate from the length of the texts.
 *
 * @param sent null when nothing reached the provider
 */
export function usageFor(
  reported: Omit<Usage, 'source'> | null,
  sent: { readonly messages: readonly Message[]; readonly systemPrompt: string | null } | null,
  received: { readonly textLength: number; readonly reasoningLength: number },
): Usage {
  if (reported !== null) return { ...reported, source: 'provider' };
  const inputLength = sent?.messages.reduce(
    (length, { content }) => length + content.length,
    sent.systemPrompt?.length ?? 0,
  );
  const inputTokens = inputLength === undefined ? null : tokensIn(inputLength);
  const reasoningTokens = tokensIn(received.reasoningLength);
  const outputTokens = tokensIn(received.textLength) + reasoningTokens;
  return {
    inputTokens,
    cachedInputTokens: null,
    cacheWriteTokens: null,
    outputTokens,
    reasoningTokens: received.reasoningLength === 0 ? null : reasoningTokens,
    totalTokens: inputTokens === null ? null : inputTokens + outputTokens,
    source: 'estimated',
  };
}

function tokensIn(characters: number): number {
  return Math.ceil(characters / charactersPerToken);
}

interface Streamed {
  readonly firstDeltaAt: number | null;
  readonly lastDeltaAt: number | null;
  readonly reasoningLength: number;
}

/** `Timing.tokensPerSecond`, as defined there. */
export function tokensPerSecond(
  { outputTokens, reasoningTokens }: Pick<Usage, 'outputTokens' | 'reasoningTokens'>,
  generationMs: number | null,
  { firstDeltaAt, lastDeltaAt, reasoningLength }: Streamed,
): number | null {
  if (outputTokens === null) return null;
  if (generationMs !== null) return generationMs > 0 ? (outputTokens * 1_000) / generationMs : null;
  if (firstDeltaAt === null || lastDeltaAt === null) return null;
  const unseen = reasoningLength === 0 ? (reasoningTokens ?? 0) : 0;
  const afterFirst = outputTokens - unseen - 1;
  const milliseconds = lastDeltaAt - firstDeltaAt;
  return afterFirst > 0 && milliseconds > 0 ? (afterFirst * 1_000) / milliseconds : null;
}
