/** Cohere's Chat API, version 2, as its reference has it (November 2026). */
import type { HostedApi } from './hosted-server.ts';
import type { Wire } from './play.ts';
import type { PlainAnswer, TokenCounts } from './scenario.ts';
import { locationOf, serverSentEvent, textField } from './server-sent-events.ts';

export const cohereChat: HostedApi = {
  basePath: '',
  modelAsked: ({ method, path, json }) =>
    method === 'POST' && path === '/v2/chat' ? textField(json, 'model') : null,
  modelList: ({ method, path }, models) =>
    method === 'GET' && locationOf(path).pathname === '/v1/models'
      ? page(models, locationOf(path).searchParams.get('page_token'))
      : null,
  wire: () => cohereWire(),
  keyRejected: (key) =>
    refused(401, key === null ? 'no api key supplied' : `invalid api token: ${key}`),
  modelUnknown: (model) =>
    refused(
      404,
      `model '${model}' not found, make sure the correct model ID was used and that you have access to the model.`,
    ),
  rateLimited: (seconds) => ({
    ...refused(429, 'Please wait and try again later'),
    headers: { 'retry-after': String(seconds) },
  }),
  overloaded: refused(503, 'service temporarily unavailable'),
  nothingHere: { status: 404, body: '404 page not found' },
};

function refused(status: number, message: string): PlainAnswer {
  return { status, body: { id: 'well', message } };
}

/** One model a page, so that whoever asks has to go on; and one that only reranks. */
function page(models: readonly string[], token: string | null): unknown {
  const all = [...models, 'well-rerank'];
  const at = Number(token ?? 0);
  return {
    models: all.slice(at, at + 1).map((name) => ({
      name,
      is_deprecated: false,
      endpoints: name === 'well-rerank' ? ['rerank'] : ['chat', 'generate'],
      finetuned: false,
      context_length: 256_000,
      features: ['tools', 'reasoning'],
      supports_vision: false,
    })),
    ...(at + 1 < all.length && { next_page_token: String(at + 1) }),
  };
}

/** Contents are opened and closed around their deltas; `message-end` tells of success and of failure. */
function cohereWire(): Wire {
  let contents = 0;
  let open: 'text' | 'thinking' | null = null;
  const event = (type: string, fields: object = {}) => serverSentEvent({ type, ...fields }, type);
  const close = (): string => {
    if (open === null) return '';
    open = null;
    return event('content-end', { index: contents - 1 });
  };
  const delta = (type: 'text' | 'thinking', text: string): string => {
    let before = '';
    if (open !== type) {
      before = close();
      contents += 1;
      open = type;
      before += event('content-start', {
        index: contents - 1,
        delta: { message: { content: { type, [type]: '' } } },
      });
    }
    return (
      before +
      event('content-delta', {
        index: contents - 1,
        delta: { message: { content: { [type]: text } } },
      })
    );
  };
  return {
    contentType: 'text/event-stream',
    opening: () =>
      event('message-start', {
        id: 'well',
        delta: { message: { role: 'assistant', content: [], tool_plan: '', tool_calls: [] } },
      }),
    text: (text) => delta('text', text),
    reasoning: (text) => delta('thinking', text),
    failure: (message) =>
      event('message-end', { delta: { finish_reason: 'ERROR', error: message } }),
    closing: (finish, usage) =>
      close() +
      event('message-end', {
        delta: {
          finish_reason: finish === 'stop' ? 'COMPLETE' : 'MAX_TOKENS',
          ...(usage !== null && { usage: usageOf(usage) }),
        },
      }),
  };
}

/** What is billed is less than what is counted: Cohere's own additions to a prompt are free. */
function usageOf({ input, output, cached, reasoning }: TokenCounts): unknown {
  return {
    billed_units: { input_tokens: Math.max(0, input - 2), output_tokens: output },
    tokens: {
      input_tokens: input,
      output_tokens: output,
      ...(reasoning !== undefined && { reasoning_tokens: reasoning }),
    },
    ...(cached !== undefined && { cached_tokens: cached }),
  };
}
