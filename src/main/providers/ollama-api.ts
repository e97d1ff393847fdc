import type { Ollama } from 'ollama';
import type { z } from 'zod';
import type { LoadedModel, LocalModel, LocalModelDetails } from '#shared/domain/local-model.ts';
import { AppError } from '#shared/errors.ts';
import type { Clock } from '../generation/clock.ts';
import { keepAliveValue } from './keep-alive.ts';
import {
  loadedModel,
  localModel,
  type ModelFacts,
  modelDetails,
  modelFacts,
} from './ollama-facts.ts';
import { managementFailure, tooSlow } from './ollama-failures.ts';
import { pullModel } from './ollama-pull.ts';
import { type OllamaEndpoint, ollamaCall, ollamaClient } from './ollama-request.ts';
import { type PullLine, psShape, showShape, tagsShape, versionShape } from './ollama-shapes.ts';
import type { SimulatedFetch } from './provider-call.ts';
import { scrubbed } from './scrub-key.ts';
import { wholeText } from './whole-text.ts';

/** A request to one server. */
export interface OllamaRequest {
  readonly endpoint: OllamaEndpoint;
  /** Aborting closes the socket, whatever phase the request is in, and its reason is thrown. */
  readonly signal: AbortSignal;
}

/** How long an answer may take, in milliseconds. */
const deadlines = { look: 10_000, list: 20_000, change: 60_000, load: 600_000 } as const;

interface Question {
  readonly path: string;
  readonly model?: string;
  readonly deadlineMs: number;
}

/**
 * Ollama's management API. Every request has its own client and its own abort, and answers within a
 * deadline. Throws `AppError`s without key material, in words for who manages models.
 */
export class OllamaApi {
  readonly #simulatedFetch: SimulatedFetch;
  readonly #clock: Clock;

  constructor(simulatedFetch: SimulatedFetch, clock: Clock) {
    this.#simulatedFetch = simulatedFetch;
    this.#clock = clock;
  }

  async version(request: OllamaRequest): Promise<string> {
    const question = { path: '/api/version', deadlineMs: deadlines.look };
    const { version } = await this.#ask(request, question, (one) => one.version(), versionShape);
    return version;
  }

  /** By name. What `/api/show` alone tells of capabilities and context lengths is null. */
  async installed(request: OllamaRequest): Promise<readonly LocalModel[]> {
    const question = { path: '/api/tags', deadlineMs: deadlines.list };
    const { models } = await this.#ask(request, question, (one) => one.list(), tagsShape);
    return (models ?? [])
      .map(localModel)
      .sort((one, other) => one.name.localeCompare(other.name, 'en'));
  }

  /** Throws `model-unknown`. */
  async details(
    request: OllamaRequest,
    model: string,
  ): Promise<{ readonly details: LocalModelDetails; readonly facts: ModelFacts }> {
    const question = { path: '/api/show', model, deadlineMs: deadlines.list };
    const show = await this.#ask(request, question, (one) => one.show({ model }), showShape);
    return { details: modelDetails(model, show), facts: modelFacts(show) };
  }

  async loaded(request: OllamaRequest): Promise<readonly LoadedModel[]> {
    const question = { path: '/api/ps', deadlineMs: deadlines.look };
    const { models } = await this.#ask(request, question, (one) => one.ps(), psShape);
    return (models ?? []).map((one) => loadedModel(one, this.#clock.date()));
  }

  /** Throws `model-unknown`. */
  async delete(request: OllamaRequest, model: string): Promise<void> {
    const question = { path: '/api/delete', model, deadlineMs: deadlines.change };
    await this.#ask(request, question, (one) => one.delete({ model }));
  }

  /** Throws `model-unknown`. */
  async copy(request: OllamaRequest, source: string, destination: string): Promise<void> {
    const question = { path: '/api/copy', model: source, deadlineMs: deadlines.change };
    await this.#ask(request, question, (one) => one.copy({ source, destination }));
  }

  /** Resolves once the model is in memory. Throws `model-unknown`. */
  async load(request: OllamaRequest, model: string, keepAlive: string | null): Promise<void> {
    const given = keepAlive === null ? {} : { keep_alive: keepAliveValue(keepAlive) };
    const generate = { path: '/api/generate', model, deadlineMs: deadlines.load };
    try {
      await this.#ask(request, generate, (one) => one.generate({ model, prompt: '', ...given }));
    } catch (error) {
      if (!(error instanceof AppError) || !embedsOnly(error)) throw error;
      const embed = { path: '/api/embed', model, deadlineMs: deadlines.load };
      await this.#ask(request, embed, (one) => one.embed({ model, input: [], ...given }));
    }
  }

  /** A model that is not in memory is no error. Throws `model-unknown`. */
  async unload(request: OllamaRequest, model: string): Promise<void> {
    const question = { path: '/api/generate', model, deadlineMs: deadlines.change };
    await this.#ask(request, question, (one) => one.generate({ model, prompt: '', keep_alive: 0 }));
  }

  /** What the server says of a pull, line by line, as `pullModel` has it. */
  pull(
    request: OllamaRequest,
    model: { readonly name: string; readonly insecure: boolean },
  ): AsyncIterable<PullLine> {
    const { name, insecure } = model;
    const parts = { clock: this.#clock, simulatedFetch: this.#simulatedFetch };
    return pullModel({ ...request, ...parts, name, insecure });
  }

  async #ask<Schema extends z.ZodType>(
    request: OllamaRequest,
    question: Question,
    ask: (client: Ollama) => Promise<unknown>,
    schema: Schema,
  ): Promise<z.infer<Schema>>;
  async #ask(
    request: OllamaRequest,
    question: Question,
    ask: (client: Ollama) => Promise<unknown>,
  ): Promise<unknown>;
  async #ask(
    { endpoint, signal }: OllamaRequest,
    { path, model, deadlineMs }: Question,
    ask: (client: Ollama) => Promise<unknown>,
    schema?: z.ZodType,
  ): Promise<unknown> {
    const deadline = new AbortController();
    const call = ollamaCall({
      endpoint,
      path,
      model: model ?? null,
      signal: AbortSignal.any([signal, deadline.signal]),
      simulatedFetch: this.#simulatedFetch,
    });
    const relax = this.#clock.after(deadlineMs, () => deadline.abort(tooSlow(call, deadlineMs)));
    try {
      const answer = scrubbed(await ask(ollamaClient(call, endpoint, wholeText)), endpoint.key);
      return schema === undefined ? answer : schema.parse(answer);
    } catch (error) {
      if (call.signal.aborted) throw call.signal.reason;
      throw managementFailure(call, error);
    } finally {
      relax();
    }
  }
}

/** `"nomic-embed-text" does not support generate`. */
function embedsOnly({ data }: AppError): boolean {
  return data?.status === 400 && /does not support generate/.test(data.details ?? '');
}
