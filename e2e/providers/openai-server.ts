/** OpenAI's Responses API, as its reference has it (November 2026) and recorded streams do where the two differ. */
import {
  keyRejected,
  modelUnknown as modelUnknownInChat,
  overloaded,
  rateLimited,
} from './chat-completions-server.ts';
import type { HostedApi } from './hosted-server.ts';
import type { Wire } from './play.ts';
import type { TokenCounts } from './scenario.ts';
import { locationOf, serverSentEvent, textField } from './server-sent-events.ts';

export const openaiResponses: HostedApi = {
  basePath: '/v1',
  modelAsked: ({ method, path, json }) =>
    method === 'POST' && path === '/v1/responses' ? textField(json, 'model') : null,
  modelList: ({ method, path }, models) =>
    method === 'GET' && locationOf(path).pathname === '/v1/models'
      ? {
          object: 'list',
          data: [...models, 'text-embedding-3-small', 'gpt-image-1'].map((id) => ({
            id,
            object: 'model',
            created: 1_760_000_000,
            owned_by: 'well',
          })),
        }
      : null,
  wire: ({ json }) => responsesWire(textField(json, 'model')),
  keyRejected,
  // 400, where Chat Completions answers 404.
  modelUnknown: (model) => ({ ...modelUnknownInChat(model), status: 400 }),
  rateLimited,
  overloaded,
  nothingHere: { status: 404, body: { error: { message: 'Invalid URL', code: null } } },
};

/** Named events, each with its number; items of output are opened and closed around their deltas. */
function responsesWire(model: string): Wire {
  let number = 0;
  let items = 0;
  let open: 'reasoning' | 'message' | null = null;
  const event = (type: string, fields: object) =>
    serverSentEvent({ type, sequence_number: number++, ...fields }, type);
  const response = (status: string, fields: object = {}) => ({
    response: {
      id: 'resp_well',
      object: 'response',
      created_at: 1_760_000_000,
      status,
      model,
      error: null,
      incomplete_details: null,
      store: false,
      usage: null,
      ...fields,
    },
  });
  const item = () => ({ output_index: items - 1, item_id: `item_${items}` });
  const close = (): string => {
    if (open === null) return '';
    const done = event('response.output_item.done', {
      output_index: items - 1,
      item:
        open === 'message'
          ? {
              id: `item_${items}`,
              type: 'message',
              role: 'assistant',
              status: 'completed',
              content: [],
            }
          : { id: `item_${items}`, type: 'reasoning', summary: [] },
    });
    open = null;
    return done;
  };
  const opened = (type: 'reasoning' | 'message'): string => {
    if (open === type) return '';
    const before = close();
    items += 1;
    open = type;
    const added = event('response.output_item.added', {
      output_index: items - 1,
      item:
        type === 'message'
          ? { id: `item_${items}`, type, role: 'assistant', status: 'in_progress', content: [] }
          : { id: `item_${items}`, type, summary: [] },
    });
    const part =
      type === 'message'
        ? event('response.content_part.added', {
            ...item(),
            content_index: 0,
            part: { type: 'output_text', text: '', annotations: [] },
          })
        : event('response.reasoning_summary_part.added', {
            ...item(),
            summary_index: 0,
            part: { type: 'summary_text', text: '' },
          });
    return before + added + part;
  };
  return {
    contentType: 'text/event-stream; charset=utf-8',
    opening: () =>
      event('response.created', response('in_progress')) +
      event('response.in_progress', response('in_progress')),
    text: (delta) =>
      opened('message') +
      event('response.output_text.delta', { ...item(), content_index: 0, delta, logprobs: [] }),
    reasoning: (delta) =>
      opened('reasoning') +
      event('response.reasoning_summary_text.delta', { ...item(), summary_index: 0, delta }),
    // Flat by the reference; this is how it comes.
    failure: (message) =>
      event('error', {
        error: { type: 'server_error', code: 'server_error', message, param: null },
      }),
    closing: (finish, usage) =>
      close() +
      (finish === 'stop'
        ? event('response.completed', response('completed', { usage: usageOf(usage) }))
        : event(
            'response.incomplete',
            response('incomplete', {
              incomplete_details: { reason: 'max_output_tokens' },
              usage: usageOf(usage),
            }),
          )),
  };
}

function usageOf(usage: TokenCounts | null): unknown {
  return (
    usage && {
      input_tokens: usage.input,
      input_tokens_details: { cached_tokens: usage.cached ?? 0 },
      output_tokens: usage.output,
      output_tokens_details: { reasoning_tokens: usage.reasoning ?? 0 },
      total_tokens: usage.input + usage.output,
    }
  );
}
