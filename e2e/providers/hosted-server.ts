import type { ServerResponse } from 'node:http';
import { play, type Wire } from './play.ts';
import { ProviderServer, sendJson } from './provider-server.ts';
import type { RecordedRequest } from './recorded-request.ts';
import type { PlainAnswer, StreamedAnswer } from './scenario.ts';

/** What is peculiar to one provider's API: where it answers, how it streams, and how it refuses. */
export interface HostedApi {
  /** What stands between the origin and the paths of operations: `/v1`. */
  readonly basePath: string;
  /** The model that a request wants an answer of; null for a request that wants something else. */
  modelAsked(request: RecordedRequest): string | null;
  /** The answer to a request for (a page of) the models; null for a request that wants something else. */
  modelList(request: RecordedRequest, models: readonly string[]): unknown;
  wire(request: RecordedRequest): Wire;
  keyRejected(key: string | null): PlainAnswer;
  modelUnknown(model: string): PlainAnswer;
  /** Asks to wait for so many seconds. */
  rateLimited(seconds: number): PlainAnswer;
  readonly overloaded: PlainAnswer;
  /** For a path where nothing is. */
  readonly nothingHere: PlainAnswer;
}

interface HostedOptions {
  /** The one key it accepts; null: any, or none. */
  readonly key?: string | null;
  readonly models?: readonly string[];
}

const usualAnswer: StreamedAnswer = {
  steps: [{ text: 'The well ' }, { text: 'is deep ' }, { text: 'and clear.' }],
};

/** A server that speaks a hosted provider's API. */
export class HostedServer extends ProviderServer {
  /** May be changed between requests, as a rotation would. */
  key: string | null;
  readonly models: readonly string[];
  readonly #api: HostedApi;

  private constructor(api: HostedApi, options: HostedOptions) {
    super();
    this.#api = api;
    this.key = options.key ?? null;
    this.models = options.models ?? ['keystone-1', 'keystone-1-mini'];
  }

  static start(api: HostedApi, options: HostedOptions = {}): Promise<HostedServer> {
    return new HostedServer(api, options).listen();
  }

  /** What a configuration's base URL is set to. */
  get baseUrl(): string {
    return `${this.origin}${this.#api.basePath}`;
  }

  protected override async answer(
    request: RecordedRequest,
    response: ServerResponse,
  ): Promise<void> {
    const wire = this.#api.wire(request);
    const model = this.#api.modelAsked(request);
    if (model !== null) {
      const scripted = this.generationArrived(request);
      await play(scripted ?? this.#refusal(request, model) ?? usualAnswer, wire, response);
      return;
    }
    const list = this.#api.modelList(request, this.models);
    if (list === null) await play(this.#api.nothingHere, wire, response);
    else if (this.#refuses(request)) {
      await play(this.#api.keyRejected(request.apiKey), wire, response);
    } else sendJson(response, 200, list);
  }

  #refuses(request: RecordedRequest): boolean {
    return this.key !== null && request.apiKey !== this.key;
  }

  #refusal(request: RecordedRequest, model: string): PlainAnswer | undefined {
    if (this.#refuses(request)) return this.#api.keyRejected(request.apiKey);
    return this.models.includes(model) ? undefined : this.#api.modelUnknown(model);
  }
}
