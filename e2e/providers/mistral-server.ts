/** Mistral's Chat Completions, as its reference has it (November 2026) and recorded answers do where the two differ. */
import type { HostedApi } from './hosted-server.ts';
import type { Wire } from './play.ts';
import type { PlainAnswer, TokenCounts } from './scenario.ts';
import { locationOf, serverSentEvent, textField } from './server-sent-events.ts';

export const mistralChat: HostedApi = {
  basePath: '/v1',
  modelAsked: ({ method, path, json }) =>
    method === 'POST' && path === '/v1/chat/completions' ? textField(json, 'model') : null,
  modelList: ({ method, path }, models) =>
    method === 'GET' && locationOf(path).pathname === '/v1/models'
      ? { object: 'list', data: [...models, 'well-embed'].map(entry) }
      : null,
  wire: ({ json }) => mistralWire(textField(json, 'model')),
  // `detail`, not the shape of its reference.
  keyRejected: (key) => ({
    status: 401,
    body: { detail: key === null ? 'Unauthorized' : `Unauthorized: ${key}` },
  }),
  modelUnknown: (model) => refused(400, 'invalid_model', `Invalid model: ${model}`, '1500'),
  rateLimited: (seconds) => ({
    ...refused(429, 'rate_limited', 'Rate limit exceeded', '1300'),
    headers: { 'retry-after': String(seconds) },
  }),
  overloaded: refused(503, 'service_unavailable', 'Service unavailable.', '3505'),
  nothingHere: { status: 404, body: { detail: 'Not Found' } },
};

function refused(status: number, type: string, message: string, code: string): PlainAnswer {
  return { status, body: { object: 'error', message, type, param: null, code } };
}

function entry(id: string): unknown {
  const embeds = id === 'well-embed';
  return {
    id,
    object: 'model',
    created: 1_760_000_000,
    owned_by: 'mistralai',
    name: `${id}-2609`,
    max_context_length: 131_072,
    capabilities: {
      completion_chat: !embeds,
      function_calling: !embeds,
      vision: false,
      reasoning: !embeds,
    },
  };
}

/** Like OpenAI's, but thinking comes as a list of contents, and the figures with the finish reason. */
function mistralWire(model: string): Wire {
  const chunk = (delta: object, finish: string | null = null, usage: unknown = undefined) =>
    serverSentEvent({
      id: 'cmpl-well',
      object: 'chat.completion.chunk',
      created: 1_760_000_000,
      model,
      choices: [{ index: 0, delta, finish_reason: finish }],
      ...(usage !== undefined && { usage }),
    });
  return {
    contentType: 'text/event-stream; charset=utf-8',
    opening: () => chunk({ role: 'assistant', content: '' }),
    text: (content) => chunk({ content }),
    reasoning: (text) =>
      chunk({ content: [{ type: 'thinking', thinking: [{ type: 'text', text }] }] }),
    failure: (message) =>
      serverSentEvent({ error: { message, type: 'internal_server_error', code: '1000' } }),
    closing: (finish, usage) =>
      `${chunk({ content: '' }, finish, usage === null ? undefined : usageOf(usage))}data: [DONE]\n\n`,
  };
}

function usageOf({ input, output, cached }: TokenCounts): unknown {
  return {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
    ...(cached !== undefined && { num_cached_tokens: cached }),
  };
}
