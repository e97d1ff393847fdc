import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import { play, type Wire } from './play.ts';
import { ProviderServer, sendJson } from './provider-server.ts';
import type { RecordedRequest } from './recorded-request.ts';
import type { PlainAnswer, StreamedAnswer, TokenCounts } from './scenario.ts';

interface ChatCompletionsOptions {
  /** The one key it accepts; null: any, or none. */
  readonly key?: string | null;
  readonly models?: readonly string[];
}

const usualAnswer: StreamedAnswer = {
  steps: [{ text: 'The well ' }, { text: 'is deep ' }, { text: 'and clear.' }],
};

/** A server that speaks OpenAI's Chat Completions: what the `custom` provider is pointed at. */
export class ChatCompletionsServer extends ProviderServer {
  /** The one key it accepts; null: any, or none. May be changed between requests, as a rotation would. */
  key: string | null;
  readonly models: readonly string[];

  private constructor(options: ChatCompletionsOptions) {
    super();
    this.key = options.key ?? null;
    this.models = options.models ?? ['keystone-1', 'keystone-1-mini'];
  }

  static start(options: ChatCompletionsOptions = {}): Promise<ChatCompletionsServer> {
    return new ChatCompletionsServer(options).listen();
  }

  /** What a configuration's base URL is set to. */
  get baseUrl(): string {
    return `${this.origin}/v1`;
  }

  protected override async answer(
    request: RecordedRequest,
    response: ServerResponse,
  ): Promise<void> {
    const path = request.path.split('?')[0];
    if (request.method === 'POST' && path === '/v1/chat/completions') {
      const scripted = this.generationArrived(request);
      await play(
        scripted ?? this.#refusal(request) ?? usualAnswer,
        wireFor(request.json),
        response,
      );
    } else if (request.method === 'GET' && path === '/v1/models') {
      if (this.#keyRefused(request)) await play(keyRejected(request.bearer), noWire, response);
      else sendJson(response, 200, modelList(this.models));
    } else {
      sendJson(response, 404, apiError(`Invalid URL (${request.method} ${path})`, null));
    }
  }

  #keyRefused(request: RecordedRequest): boolean {
    return this.key !== null && request.bearer !== this.key;
  }

  #refusal(request: RecordedRequest): PlainAnswer | undefined {
    if (this.#keyRefused(request)) return keyRejected(request.bearer);
    const { model } = fieldsOf(request.json);
    return this.models.includes(model) ? undefined : modelUnknown(model);
  }
}

/** 401, echoing the submitted key whole, as OpenAI does with short ones. */
export function keyRejected(key: string | null): PlainAnswer {
  const message =
    key === null
      ? "You didn't provide an API key."
      : `Incorrect API key provided: ${key}. You can find your API key at https://platform.openai.com/account/api-keys.`;
  return { status: 401, body: apiError(message, 'invalid_api_key') };
}

export function modelUnknown(model: string): PlainAnswer {
  const message = `The model \`${model}\` does not exist or you do not have access to it.`;
  return { status: 404, body: apiError(message, 'model_not_found') };
}

/** 429 with `retry-after` in seconds. */
export function rateLimited(retryAfterSeconds: number): PlainAnswer {
  return {
    status: 429,
    headers: { 'retry-after': String(retryAfterSeconds) },
    body: apiError('Rate limit reached for requests per minute.', 'rate_limit_exceeded'),
  };
}

/** 429 too, but about money: it does not pass by waiting. */
export const quotaUsedUp: PlainAnswer = {
  status: 429,
  body: apiError('You exceeded your current quota.', 'insufficient_quota'),
};

export const overloaded: PlainAnswer = {
  status: 503,
  body: apiError('The engine is currently overloaded, please try again later.', null),
};

/** 307 to somewhere else: fetch would carry some headers along. */
export function redirectTo(location: string): PlainAnswer {
  return { status: 307, headers: { location }, body: '' };
}

const chatRequest = z.object({
  model: z.string(),
  stream_options: z.object({ include_usage: z.boolean().optional() }).optional(),
});

function apiError(message: string, code: string | null): unknown {
  return { error: { message, type: 'invalid_request_error', param: null, code } };
}

function modelList(ids: readonly string[]): unknown {
  const data = ids.map((id) => ({ id, object: 'model', created: 1_760_000_000, owned_by: 'well' }));
  return { object: 'list', data };
}

function fieldsOf(json: unknown): { readonly model: string; readonly includeUsage: boolean } {
  const { data } = chatRequest.safeParse(json);
  return {
    model: data?.model ?? '',
    includeUsage: data?.stream_options?.include_usage ?? false,
  };
}

/** Server-sent events as OpenAI streams them: each chunk one `data:` line, and `[DONE]` at the end. */
function wireFor(json: unknown): Wire {
  const { model, includeUsage } = fieldsOf(json);
  const envelope = {
    id: 'chatcmpl-well',
    object: 'chat.completion.chunk',
    created: 1_760_000_000,
    model,
    system_fingerprint: 'fp_well',
  };
  const event = (fields: object) => `data: ${JSON.stringify({ ...envelope, ...fields })}\n\n`;
  // With include_usage every chunk but the last carries `usage: null` (API reference, Chat Completions).
  const chunk = (delta: object, finish: string | null = null) =>
    event({
      choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
      ...(includeUsage && { usage: null }),
    });
  return {
    contentType: 'text/event-stream; charset=utf-8',
    opening: () => chunk({ role: 'assistant', content: '', refusal: null }),
    text: (content) => chunk({ content }),
    reasoning: (delta) => chunk({ reasoning_content: delta }),
    failure: (message) => `data: ${JSON.stringify(apiError(message, 'server_error'))}\n\n`,
    closing: (finish, usage) =>
      chunk({}, finish) +
      (includeUsage && usage !== null ? event({ choices: [], usage: usageOf(usage) }) : '') +
      'data: [DONE]\n\n',
  };
}

function usageOf({ input, output, cached, reasoning }: TokenCounts): unknown {
  return {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
    prompt_tokens_details: { cached_tokens: cached ?? 0 },
    completion_tokens_details: { reasoning_tokens: reasoning ?? 0 },
  };
}

const noWire = wireFor(undefined);
