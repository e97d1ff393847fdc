/** Anthropic's Messages API, as its reference has it (November 2026). */
import type { HostedApi } from './hosted-server.ts';
import type { Wire } from './play.ts';
import type { PlainAnswer, TokenCounts } from './scenario.ts';
import { locationOf, serverSentEvent, textField } from './server-sent-events.ts';

export const anthropicMessages: HostedApi = {
  basePath: '/v1',
  modelAsked: ({ method, path, json }) =>
    method === 'POST' && path === '/v1/messages' ? textField(json, 'model') : null,
  modelList: ({ method, path }, models) =>
    method === 'GET' && locationOf(path).pathname === '/v1/models'
      ? page(models, locationOf(path).searchParams.get('after_id'))
      : null,
  wire: ({ json }) => messagesWire(textField(json, 'model')),
  keyRejected: (key) =>
    key === null
      ? refused(401, 'authentication_error', 'x-api-key header is required')
      : refused(401, 'authentication_error', `invalid x-api-key: ${key}`),
  modelUnknown: (model) => refused(404, 'not_found_error', `model: ${model}`),
  rateLimited: (seconds) => ({
    ...refused(429, 'rate_limit_error', 'This request would exceed your rate limit.'),
    headers: { 'retry-after': String(seconds), 'x-should-retry': 'true' },
  }),
  overloaded: {
    ...refused(529, 'overloaded_error', 'Overloaded'),
    headers: { 'x-should-retry': 'true' },
  },
  nothingHere: refused(404, 'not_found_error', 'Not Found'),
};

function refused(status: number, type: string, message: string): PlainAnswer {
  return { status, body: { type: 'error', error: { type, message }, request_id: 'req_well' } };
}

/** One model a page, so that whoever asks has to go on. */
function page(models: readonly string[], after: string | null): unknown {
  const from = after === null ? 0 : models.indexOf(after) + 1;
  const ids = models.slice(from, from + 1);
  return {
    data: ids.map((id) => ({
      type: 'model',
      id,
      display_name: `Well ${id}`,
      created_at: '2026-02-04T00:00:00Z',
      max_input_tokens: 200_000,
      max_tokens: 64_000,
      capabilities: { image_input: { supported: true }, thinking: { supported: true } },
    })),
    has_more: from + 1 < models.length,
    first_id: ids[0] ?? null,
    last_id: ids.at(-1) ?? null,
  };
}

/** Blocks of content are opened and closed around their deltas; a ping stands among them. */
function messagesWire(model: string): Wire {
  let blocks = 0;
  let open: 'text' | 'thinking' | null = null;
  const event = (type: string, fields: object = {}) => serverSentEvent({ type, ...fields }, type);
  const close = (): string => {
    if (open === null) return '';
    const signature =
      open === 'thinking'
        ? event('content_block_delta', {
            index: blocks - 1,
            delta: { type: 'signature_delta', signature: 'c2lnbmVk' },
          })
        : '';
    open = null;
    return signature + event('content_block_stop', { index: blocks - 1 });
  };
  const delta = (type: 'text' | 'thinking', text: string): string => {
    let before = '';
    if (open !== type) {
      before = close();
      blocks += 1;
      open = type;
      const block = type === 'text' ? { type, text: '' } : { type, thinking: '', signature: '' };
      before += event('content_block_start', { index: blocks - 1, content_block: block });
    }
    const fields = type === 'text' ? { text } : { thinking: text };
    return (
      before +
      event('content_block_delta', {
        index: blocks - 1,
        delta: { type: `${type}_delta`, ...fields },
      })
    );
  };
  return {
    contentType: 'text/event-stream; charset=utf-8',
    opening: () =>
      event('message_start', {
        message: {
          id: 'msg_well',
          type: 'message',
          role: 'assistant',
          model,
          content: [],
          stop_reason: null,
          stop_sequence: null,
          usage: { input_tokens: 1, output_tokens: 1 },
        },
      }) + event('ping'),
    text: (text) => delta('text', text),
    reasoning: (text) => delta('thinking', text),
    failure: (message) => event('error', { error: { type: 'api_error', message } }),
    closing: (finish, usage) =>
      close() +
      event('message_delta', {
        delta: { stop_reason: finish === 'stop' ? 'end_turn' : 'max_tokens', stop_sequence: null },
        usage: usageOf(usage ?? { input: 0, output: 0 }),
      }) +
      event('message_stop'),
  };
}

/** What comes from the cache is no part of `input_tokens`. */
function usageOf({ input, output, cached, reasoning }: TokenCounts): unknown {
  return {
    input_tokens: input - (cached ?? 0),
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: cached ?? 0,
    output_tokens: output,
    ...(reasoning !== undefined && { output_tokens_details: { thinking_tokens: reasoning } }),
  };
}
