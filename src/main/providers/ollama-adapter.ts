import type { ChatRequest, ChatResponse, Ollama } from 'ollama';
import { requestBaseUrl } from '#shared/domain/rules/endpoint.ts';
import type { AdapterPart, GenerationRequest, ProviderAdapter } from './adapter.ts';
import { finishPart, sumOf } from './finish-part.ts';
import { appErrorIn, endedEarly, generationCall } from './generation-call.ts';
import { keepAliveValue } from './keep-alive.ts';
import { checkedLines } from './ollama-lines.ts';
import { listOllamaModels } from './ollama-models.ts';
import { ollamaClient } from './ollama-request.ts';
import { nameOf, type ProviderCall, type SimulatedFetch } from './provider-call.ts';
import { type Wish, withGrantedWishes } from './wishes.ts';

/** An Ollama server, through the `ollama` package. */
export function createOllamaAdapter(simulatedFetch: SimulatedFetch): ProviderAdapter {
  return {
    generate: withGrantedWishes(
      ({ responseSchema }) => (responseSchema === undefined ? [] : ['schema']),
      (request, wishes) => generate(request, simulatedFetch, wishes),
    ),
    listModels: (request) => listOllamaModels(request, simulatedFetch),
  };
}

async function* generate(
  request: GenerationRequest,
  simulatedFetch: SimulatedFetch,
  wishes: readonly Wish[],
): AsyncGenerator<AdapterPart> {
  const finished = new AbortController();
  const signal = AbortSignal.any([request.signal, finished.signal]);
  const call = generationCall(request, signal, simulatedFetch);
  try {
    for await (const chunk of await clientFor(call, request).chat(chatRequest(request, wishes))) {
      yield* translated(chunk);
    }
  } catch (error) {
    if (signal.aborted) throw error;
    // The package's own complaint is that the last line, the one with `done`, never came.
    throw appErrorIn(error) ?? endedEarly(nameOf(call));
  } finally {
    finished.abort();
  }
}

function clientFor(call: ProviderCall, { configuration }: GenerationRequest): Ollama {
  const baseUrl = requestBaseUrl('ollama', configuration.baseUrl) ?? '';
  return ollamaClient(
    call,
    { baseUrl },
    ({ body }) => body?.pipeThrough(checkedLines(call)) ?? null,
  );
}

function chatRequest(
  { configuration, messages, systemPrompt, responseSchema }: GenerationRequest,
  wishes: readonly Wish[],
): ChatRequest & { stream: true } {
  const { model, temperature, topP, maxOutputTokens, contextLength, keepAlive } = configuration;
  return {
    model,
    stream: true,
    messages: [
      ...(systemPrompt === null ? [] : [{ role: 'system', content: systemPrompt }]),
      ...messages,
    ],
    // Versions before 0.5 take a format by name only, and refuse a schema.
    ...(responseSchema !== undefined && wishes.includes('schema') && { format: responseSchema }),
    ...(keepAlive !== null && { keep_alive: keepAliveValue(keepAlive) }),
    options: {
      ...(temperature !== null && { temperature }),
      ...(topP !== null && { top_p: topP }),
      ...(maxOutputTokens !== null && { num_predict: maxOutputTokens }),
      ...(contextLength !== null && { num_ctx: contextLength }),
    },
  };
}

function* translated(chunk: ChatResponse): Generator<AdapterPart> {
  const { thinking, content } = chunk.message ?? {};
  if (thinking) yield { type: 'reasoning', delta: thinking };
  if (content) yield { type: 'text', delta: content };
  if (!chunk.done) return;
  yield finishPart(finishReason(chunk.done_reason), usageOf(chunk), {
    loadMs: milliseconds(chunk.load_duration),
    generationMs: milliseconds(chunk.eval_duration),
  });
}

function finishReason(reason: string | undefined) {
  switch (reason) {
    case 'stop':
    case 'length':
      return reason;
    default:
      return 'other';
  }
}

/** Either count may be absent: Ollama leaves out what is zero or was cached. */
function usageOf({ prompt_eval_count: input, eval_count: output }: Partial<ChatResponse>) {
  if (input === undefined && output === undefined) return null;
  return {
    inputTokens: input ?? null,
    cachedInputTokens: null,
    cacheWriteTokens: null,
    outputTokens: output ?? null,
    reasoningTokens: null,
    totalTokens: sumOf(input ?? null, output ?? null),
  };
}

/** Ollama's durations are in nanoseconds. */
function milliseconds(nanoseconds: number | undefined): number | null {
  return nanoseconds === undefined ? null : nanoseconds / 1e6;
}
