/** What the adapters have in common that speak through a provider package of the AI SDK. */
import type { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { z } from 'zod';
import type { Configuration } from '#shared/domain/configuration.ts';
import type { ListedModel } from '#shared/domain/model.ts';
import type { Message } from '#shared/domain/run.ts';
import type {
  AdapterPart,
  GenerationRequest,
  ModelListRequest,
  ProviderAdapter,
} from './adapter.ts';
import { appErrorIn, endedEarly, generationCall, unreadable } from './generation-call.ts';
import { lingerMs } from './guarded-body.ts';
import { nameOf, type ProviderCall, type SimulatedFetch } from './provider-call.ts';
import { failureInStream } from './provider-errors.ts';
import { providerFetch } from './provider-fetch.ts';
import type { AnswerSchema } from './structured-output.ts';
import { type Wish, withGrantedWishes } from './wishes.ts';

/** The SDK's model of one provider's API, as far as it is used: what authors of provider packages implement. */
type SdkModel = Pick<
  ReturnType<ReturnType<typeof createOpenAICompatible>['chatModel']>,
  'doStream'
>;
type CallOptions = Parameters<SdkModel['doStream']>[0];
type SdkStream = Awaited<ReturnType<SdkModel['doStream']>>['stream'];
type SdkPart = SdkStream extends ReadableStream<infer Part> ? Part : never;

/** The body of a request, as the SDK wrote it. */
type RequestBody = Readonly<Record<string, unknown>>;

export interface SdkWire {
  /** The SDK's model for one call. It is given `fetch` and a placeholder for the key, and the base URL in any case. */
  model(configuration: Configuration, fetch: typeof globalThis.fetch): SdkModel;
  /**
   * `body` with the configuration's parameters under the provider's own names. Not left to the SDK: it silently drops
   * or changes what it believes a model refuses, where a person should be told.
   */
  parameters(configuration: Configuration, body: RequestBody): RequestBody;
  /**
   * `body` with the wish to be shown the reasoning, for providers that keep it to themselves unless asked; null for a
   * model that is not known to reason. A wish that is refused is dropped.
   */
  showingReasoning?(configuration: Configuration, body: RequestBody): RequestBody | null;
  /**
   * `body` with the wish that the answer keep to a schema. Not left to the SDK, which takes another way where it does
   * not know a model. A wish that is refused is dropped.
   */
  keepingTo(schema: AnswerSchema, body: RequestBody): RequestBody;
  reader(call: ProviderCall): AnswerReader;
  listModels(request: ModelListRequest, simulatedFetch: SimulatedFetch): Promise<ListedModel[]>;
}

/** Reads one answer's events for what the SDK does not tell, or tells otherwise for each provider. */
export interface AnswerReader {
  /** Sees every event as JSON, before the SDK's reading of it. Throws for one that reports a failure. */
  see(event: unknown): void;
  /** Sees every chunk as it came. Returns whether the last word was in it, for a wire whose last word is no event. */
  readonly seeBytes?: (chunk: Uint8Array) => boolean;
  /** Of an event that the SDK cannot read: whether text of the answer may be missing with it. */
  isText(event: unknown): boolean;
  /** What is known at the end; null where the answer was not whole. `usage`: the figures as the SDK found them. */
  finish(usage: unknown): Extract<AdapterPart, { type: 'finish' }> | null;
  /** True when the last event of the answer has been seen, though the connection may stay open. */
  readonly over?: boolean;
}

export function createSdkAdapter(wire: SdkWire, simulatedFetch: SimulatedFetch): ProviderAdapter {
  return {
    generate: withGrantedWishes(
      (request) => wishesOf(wire, request),
      (request, wishes) => generate(wire, request, simulatedFetch, wishes),
    ),
    listModels: (request) => wire.listModels(request, simulatedFetch),
  };
}

function wishesOf(wire: SdkWire, request: GenerationRequest): readonly Wish[] {
  const reasons = (wire.showingReasoning?.(request.configuration, {}) ?? null) !== null;
  return [
    ...(reasons ? (['reasoning'] as const) : []),
    ...(request.responseSchema === undefined ? [] : (['schema'] as const)),
  ];
}

async function* generate(
  wire: SdkWire,
  request: GenerationRequest,
  simulatedFetch: SimulatedFetch,
  wishes: readonly Wish[],
): AsyncGenerator<AdapterPart> {
  const { configuration } = request;
  const finished = new AbortController();
  const signal = AbortSignal.any([request.signal, finished.signal]);
  const call = generationCall(request, signal, simulatedFetch);
  const reader = wire.reader(call);
  let lingering: NodeJS.Timeout | undefined;
  const fetch = withBody(providerFetch(call, reader.seeBytes), (given) => {
    const plain = wire.parameters(configuration, given);
    const body =
      (wishes.includes('reasoning') && wire.showingReasoning?.(configuration, plain)) || plain;
    const { responseSchema } = request;
    return responseSchema !== undefined && wishes.includes('schema')
      ? wire.keepingTo(responseSchema, body)
      : body;
  });
  let usage: unknown;
  try {
    const model = wire.model(configuration, fetch);
    const { stream } = await model.doStream(callOptions(request, signal));
    for await (const part of stream) {
      if (reader.over) continue;
      if (part.type === 'raw') {
        reader.see(part.rawValue);
        if (reader.over) lingering = setTimeout(() => finished.abort(), lingerMs);
      } else if (part.type === 'error') checkError(part.error, call, reader);
      else if (part.type === 'finish') usage = part.usage.raw;
      else {
        const ours = translated(part);
        if (ours !== null) yield ours;
      }
    }
  } catch (error) {
    if (request.signal.aborted) throw error;
    // What breaks after the last event takes nothing from the answer.
    if (reader.over !== true) throw appErrorIn(error) ?? failureBefore(error, call, reader);
  } finally {
    clearTimeout(lingering);
    finished.abort();
  }
  const finish = reader.finish(usage);
  if (finish === null) throw endedEarly(nameOf(call));
  yield finish;
}

function withBody(
  fetch: typeof globalThis.fetch,
  complete: (body: RequestBody) => RequestBody,
): typeof globalThis.fetch {
  return (input, init) => {
    const body = z.record(z.string(), z.unknown()).parse(JSON.parse(String(init?.body)));
    return fetch(input, { ...init, body: JSON.stringify(complete(body)) });
  };
}

function callOptions(
  { messages, systemPrompt }: GenerationRequest,
  abortSignal: AbortSignal,
): CallOptions {
  return {
    prompt: [
      ...(systemPrompt === null ? [] : [{ role: 'system' as const, content: systemPrompt }]),
      ...messages.map(promptMessage),
    ],
    abortSignal,
    includeRawChunks: true,
  };
}

function promptMessage({ role, content }: Message) {
  return { role, content: [{ type: 'text' as const, text: content }] };
}

/** Our part for one of the SDK's; null for those that say nothing to a reader. */
function translated(part: SdkPart): AdapterPart | null {
  switch (part.type) {
    case 'text-delta':
      return { type: 'text', delta: part.delta };
    case 'reasoning-delta':
      return { type: 'reasoning', delta: part.delta };
    default:
      return null;
  }
}

/** The SDK's error for an event that is JSON, but not as it should be. */
const invalidEvent = z.object({ name: z.literal('AI_TypeValidationError'), value: z.unknown() });

/** Throws what an `error` part means; returns for what the SDK finds wrong but is no loss. */
function checkError(error: unknown, call: ProviderCall, reader: AnswerReader): void {
  const ours = appErrorIn(error);
  if (ours !== undefined) throw ours;
  const invalid = invalidEvent.safeParse(error);
  if (invalid.success) {
    if (reader.isText(invalid.data.value)) throw unreadable(nameOf(call));
    return;
  }
  // What a provider reports as an error, `see` has found. Here it is the SDK that misses something, such as a finish
  // reason, which `finish` judges, or an event that it could not parse.
  if (error instanceof Error && error.name === 'AI_JSONParseError') throw unreadable(nameOf(call));
}

/** The SDK throws by itself where a stream begins with an error; what the provider said comes along as it was. */
const earlyFailure = z.object({ name: z.literal('AI_APICallError'), responseBody: z.string() });

function failureBefore(error: unknown, call: ProviderCall, reader: AnswerReader): unknown {
  const early = earlyFailure.safeParse(error);
  if (!early.success) return unreadable(nameOf(call));
  const event: unknown = JSON.parse(early.data.responseBody);
  try {
    reader.see(event);
  } catch (failure) {
    return failure;
  }
  return failureInStream(call, event);
}
