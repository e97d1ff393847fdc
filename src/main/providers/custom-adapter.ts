import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { z } from 'zod';
import { requestBaseUrl } from '#shared/domain/rules/endpoint.ts';
import type { Message } from '#shared/domain/run.ts';
import type { AdapterPart, GenerationRequest, ProviderAdapter } from './adapter.ts';
import { listCustomModels } from './custom-models.ts';
import { DoneMarker } from './done-marker.ts';
import { appErrorIn, endedEarly, generationCall, unreadable } from './generation-call.ts';
import { nameOf, type ProviderCall, type SimulatedFetch } from './provider-call.ts';
import { failureInStream } from './provider-errors.ts';
import { keyPlaceholder, providerFetch } from './provider-fetch.ts';

type Model = ReturnType<ReturnType<typeof createOpenAICompatible>['chatModel']>;
type StreamPart =
  Awaited<ReturnType<Model['doStream']>>['stream'] extends ReadableStream<infer Part>
    ? Part
    : never;
type FinishPart = Extract<StreamPart, { type: 'finish' }>;

/** Any endpoint that speaks OpenAI's Chat Completions, through the AI SDK's model of it. */
export function createCustomAdapter(simulatedFetch: SimulatedFetch): ProviderAdapter {
  return {
    generate: (request) => generate(request, simulatedFetch),
    listModels: (request) => listCustomModels(request, simulatedFetch),
  };
}

async function* generate(
  request: GenerationRequest,
  simulatedFetch: SimulatedFetch,
): AsyncGenerator<AdapterPart> {
  const finished = new AbortController();
  const signal = AbortSignal.any([request.signal, finished.signal]);
  const call = generationCall(request, signal, simulatedFetch);
  const done = new DoneMarker();
  const fetch = providerFetch(call, done.watch);
  try {
    const { stream } = await modelFor(request, fetch).doStream(callOptions(request, signal));
    for await (const part of stream) {
      const ours = translated(part, call, done);
      if (ours !== null) yield ours;
    }
  } catch (error) {
    throw appErrorIn(error) ?? error;
  } finally {
    finished.abort();
  }
}

function modelFor({ configuration }: GenerationRequest, fetch: typeof globalThis.fetch): Model {
  return createOpenAICompatible({
    name: 'custom',
    baseURL: requestBaseUrl('custom', configuration.baseUrl) ?? '',
    // Given in any case: where it is missing, a library may look for one in the environment.
    apiKey: keyPlaceholder,
    includeUsage: true,
    fetch,
  }).chatModel(configuration.model);
}

function callOptions(
  { configuration, messages, systemPrompt }: GenerationRequest,
  abortSignal: AbortSignal,
): Parameters<Model['doStream']>[0] {
  const { temperature, topP, maxOutputTokens } = configuration;
  return {
    prompt: [
      ...(systemPrompt === null ? [] : [{ role: 'system' as const, content: systemPrompt }]),
      ...messages.map(promptMessage),
    ],
    abortSignal,
    ...(temperature !== null && { temperature }),
    ...(topP !== null && { topP }),
    ...(maxOutputTokens !== null && { maxOutputTokens }),
  };
}

function promptMessage({ role, content }: Message) {
  return { role, content: [{ type: 'text' as const, text: content }] };
}

/** Our part for one of the SDK's; null for those that say nothing to a reader. */
function translated(part: StreamPart, call: ProviderCall, done: DoneMarker): AdapterPart | null {
  switch (part.type) {
    case 'text-delta':
      return { type: 'text', delta: part.delta };
    case 'reasoning-delta':
      return { type: 'reasoning', delta: part.delta };
    case 'error': {
      const error = streamError(part.error, call, done);
      if (error === null) return null;
      throw error;
    }
    case 'finish':
      return {
        type: 'finish',
        reason: finishReason(part),
        usage: usageOf(part),
        loadMs: null,
        generationMs: null,
      };
    default:
      return null;
  }
}

/** What went wrong by an `error` part; null for what the SDK finds wrong but is no loss. */
function streamError(error: unknown, call: ProviderCall, done: DoneMarker): unknown {
  const ours = appErrorIn(error);
  if (ours !== undefined) return ours;
  // An error chunk as OpenAI writes it comes as the bare object.
  if (!(error instanceof Error)) return failureInStream(call, { error });
  switch (error.name) {
    case 'AI_InvalidResponseDataError':
      // No finish reason. Some servers give none, but say [DONE].
      return done.seen ? null : endedEarly(nameOf(call));
    case 'AI_TypeValidationError': {
      const chunk = invalidChunk.safeParse(error).data?.value;
      // xAI: `{"error": "…"}`, a string where the SDK expects an object.
      if (chunk?.error !== undefined) return failureInStream(call, chunk);
      // A chunk without choices is a heartbeat or figures, and holds no text that could be missing.
      return chunk !== undefined && chunk.choices === undefined ? null : unreadable(nameOf(call));
    }
    default:
      return unreadable(nameOf(call));
  }
}

/** The SDK's error for a chunk that is JSON, but not as it should be. */
const invalidChunk = z.object({
  value: z.looseObject({ error: z.unknown().optional(), choices: z.unknown().optional() }),
});

function finishReason({ finishReason }: FinishPart) {
  switch (finishReason.unified) {
    case 'stop':
    case 'length':
    case 'content-filter':
      return finishReason.unified;
    default:
      return 'other';
  }
}

const count = z.number().nullish().catch(null);
const chatUsage = z.object({
  prompt_tokens: count,
  completion_tokens: count,
  prompt_tokens_details: z.object({ cached_tokens: count }).nullish().catch(null),
  completion_tokens_details: z.object({ reasoning_tokens: count }).nullish().catch(null),
});

/** From the raw figures: the SDK turns those that are missing into zeros. */
function usageOf({ usage }: FinishPart) {
  const { data } = chatUsage.safeParse(usage.raw);
  if (data === undefined) return null;
  const inputTokens = data.prompt_tokens ?? null;
  const outputTokens = data.completion_tokens ?? null;
  if (inputTokens === null && outputTokens === null) return null;
  return {
    inputTokens,
    cachedInputTokens: data.prompt_tokens_details?.cached_tokens ?? null,
    outputTokens,
    reasoningTokens: data.completion_tokens_details?.reasoning_tokens ?? null,
  };
}
