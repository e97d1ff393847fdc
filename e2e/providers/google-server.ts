/** Google's Gemini API, as its reference has it (November 2026) and recorded answers do where the two differ. */
import type { HostedApi } from './hosted-server.ts';
import type { Wire } from './play.ts';
import type { PlainAnswer, TokenCounts } from './scenario.ts';
import { locationOf, serverSentEvent } from './server-sent-events.ts';

export const gemini: HostedApi = {
  basePath: '/v1beta',
  modelAsked({ method, path }) {
    const { pathname, search } = locationOf(path);
    const model = /^\/v1beta\/models\/(.+):streamGenerateContent$/.exec(pathname)?.[1];
    return method === 'POST' && model !== undefined && search === '?alt=sse'
      ? decodeURIComponent(model)
      : null;
  },
  modelList: ({ method, path }, models) =>
    method === 'GET' && locationOf(path).pathname === '/v1beta/models'
      ? page(models, locationOf(path).searchParams.get('pageToken'))
      : null,
  wire: () => geminiWire(),
  // 400, not 401: with a reason among the details.
  keyRejected: (key) =>
    key === null
      ? refused(403, 'PERMISSION_DENIED', "Method doesn't allow unregistered callers.")
      : refused(
          400,
          'INVALID_ARGUMENT',
          `API key not valid: ${key}. Please pass a valid API key.`,
          [
            {
              '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
              reason: 'API_KEY_INVALID',
              domain: 'googleapis.com',
              metadata: { service: 'generativelanguage.googleapis.com' },
            },
          ],
        ),
  modelUnknown: (model) =>
    refused(
      404,
      'NOT_FOUND',
      `models/${model} is not found for API version v1beta, or is not supported for generateContent. Call ListModels to see the list of available models and their supported methods.`,
    ),
  // No header: how long to wait is in the body alone, and it speaks of billing though it is about pace.
  rateLimited: (seconds) =>
    refused(
      429,
      'RESOURCE_EXHAUSTED',
      `You exceeded your current quota, please check your plan and billing details. Please retry in ${seconds}s.`,
      [
        {
          '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
          violations: [
            {
              quotaMetric: 'generativelanguage.googleapis.com/generate_content_requests',
              quotaId: 'GenerateRequestsPerMinutePerProjectPerModel',
            },
          ],
        },
        { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: `${seconds}s` },
      ],
    ),
  overloaded: refused(503, 'UNAVAILABLE', 'The model is overloaded. Please try again later.'),
  nothingHere: { status: 404, body: '' },
};

function refused(
  code: number,
  status: string,
  message: string,
  details: readonly unknown[] = [],
): PlainAnswer {
  return { status: code, body: { error: { code, message, status, details } } };
}

/** One model a page, so that whoever asks has to go on; and one that only embeds. */
function page(models: readonly string[], token: string | null): unknown {
  const all = [...models, 'well-embedding'];
  const at = Number(token ?? 0);
  const shown = all.slice(at, at + 1).map((id) => ({
    name: `models/${id}`,
    version: '1',
    displayName: `Well ${id}`,
    inputTokenLimit: 1_048_576,
    outputTokenLimit: 65_536,
    supportedGenerationMethods:
      id === 'well-embedding' ? ['embedContent'] : ['generateContent', 'countTokens'],
    thinking: true,
  }));
  return { models: shown, ...(at + 1 < all.length && { nextPageToken: String(at + 1) }) };
}

/** `data:` lines alone; every chunk is a whole response, with figures that grow. It ends with the connection. */
function geminiWire(): Wire {
  const chunk = (fields: object, usage: object | null) =>
    serverSentEvent({
      ...fields,
      ...(usage !== null && { usageMetadata: usage }),
      modelVersion: 'keystone-1',
      responseId: 'well',
    });
  const part = (fields: object) =>
    chunk({ candidates: [{ content: { parts: [fields], role: 'model' }, index: 0 }] }, null);
  return {
    contentType: 'text/event-stream',
    opening: () => '',
    text: (text) => part({ text }),
    reasoning: (text) => part({ text, thought: true }),
    failure: (message) => serverSentEvent({ error: { code: 500, message, status: 'INTERNAL' } }),
    closing: (finish, usage) =>
      chunk(
        {
          candidates: [
            {
              content: { parts: [{ text: '' }], role: 'model' },
              finishReason: finish === 'stop' ? 'STOP' : 'MAX_TOKENS',
              index: 0,
            },
          ],
        },
        usage && usageOf(usage),
      ),
  };
}

/** Thoughts are counted beside the candidates; a count of zero is left out. */
function usageOf({ input, output, cached, reasoning }: TokenCounts): object {
  return {
    promptTokenCount: input,
    candidatesTokenCount: output - (reasoning ?? 0),
    totalTokenCount: input + output,
    ...(cached && { cachedContentTokenCount: cached }),
    ...(reasoning && { thoughtsTokenCount: reasoning }),
  };
}
