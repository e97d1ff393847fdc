import { expect, test } from 'vitest';
import { failureInStream, refusal } from './provider-errors.ts';

const context = {
  provider: 'custom',
  model: 'keystone-1',
  url: 'https://models.example.com/v1/chat/completions',
  key: 'canary-of-the-errors-test',
} as const;

function refused(status: number, body: unknown, key: string | null = context.key) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return refusal({ ...context, key }, new Response(text, { status }));
}

// Bodies as the providers send them; see their API references, November 2026.
test.each<[string, number, unknown, string]>([
  [
    'OpenAI, bad key',
    401,
    { error: { message: 'Incorrect', code: 'invalid_api_key' } },
    'key-rejected',
  ],
  ['Mistral, bad key', 401, { detail: 'Unauthorized' }, 'key-rejected'],
  [
    'xAI, bad key',
    400,
    { code: 'Client specified an invalid argument', error: 'Incorrect API key provided' },
    'key-rejected',
  ],
  ['a key without the right', 403, { error: { message: 'No access' } }, 'key-rejected'],
  [
    'OpenAI, unknown model',
    404,
    { error: { message: 'The model does not exist', code: 'model_not_found' } },
    'model-unknown',
  ],
  [
    'vLLM, unknown model',
    404,
    { object: 'error', message: 'The model `x` does not exist.', type: 'NotFoundError', code: 404 },
    'model-unknown',
  ],
  [
    'xAI, unknown model',
    404,
    { code: 'x', error: 'The model grok-x does not exist or your team has no access to it' },
    'model-unknown',
  ],
  [
    'pace',
    429,
    { error: { message: 'Rate limit reached', code: 'rate_limit_exceeded' } },
    'rate-limited',
  ],
  [
    'OpenAI, money',
    429,
    { error: { message: 'You exceeded your current quota', type: 'insufficient_quota' } },
    'quota-exceeded',
  ],
  [
    'OpenRouter, money',
    402,
    { error: { message: 'Insufficient credits', code: 402 } },
    'quota-exceeded',
  ],
  ['overloaded', 529, { error: { type: 'overloaded_error', message: 'Overloaded' } }, 'overloaded'],
  ['Ollama, queue full', 503, { error: 'server busy, please try again' }, 'overloaded'],
  [
    'OpenAI, too long',
    400,
    { error: { message: 'too long', code: 'context_length_exceeded' } },
    'context-too-long',
  ],
  [
    'vLLM, too long',
    400,
    { message: "This model's maximum context length is 4096 tokens.", code: 400 },
    'context-too-long',
  ],
  [
    'unsupported parameter',
    400,
    { error: { message: "Unsupported parameter: 'temperature'", code: 'unsupported_parameter' } },
    'parameter-not-supported',
  ],
  [
    'Azure, content',
    400,
    { error: { message: 'Filtered', code: 'content_filter' } },
    'content-blocked',
  ],
  [
    'FastAPI, validation',
    422,
    { detail: [{ loc: ['body'], msg: 'field required' }] },
    'request-rejected',
  ],
  ['a gateway', 502, '<html><body>Bad gateway</body></html>', 'provider-failed'],
  ['nothing at all', 500, '', 'provider-failed'],
])('%s: %i', async (_case, status, body, code) => {
  const error = await refused(status, body);
  expect(error.code).toBe(code);
  expect(error.data?.status).toBe(status);
  expect(error.message).toMatch(/^[A-Z a-z][^!<]+\.$/);
  expect(error.message).not.toMatch(/undefined|null/);
});

/** As Google's APIs refuse: what matters is in the details. */
function google(code: number, status: string, message: string, ...details: readonly object[]) {
  return { error: { code, message, status, details } };
}
const retryIn = (retryDelay: string) => ({
  '@type': 'type.googleapis.com/google.rpc.RetryInfo',
  retryDelay,
});
const quota = (quotaId: string) => ({
  '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
  violations: [{ quotaMetric: 'generate_content_free_tier_requests', quotaId }],
});
const planAndBilling =
  'You exceeded your current quota, please check your plan and billing details.';

test.each<[string, number, unknown, string]>([
  [
    'Gemini, bad key',
    400,
    google(400, 'INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.', {
      '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
      reason: 'API_KEY_INVALID',
    }),
    'key-rejected',
  ],
  [
    'Gemini, expired key',
    400,
    google(400, 'INVALID_ARGUMENT', 'API key expired. Please renew the API key.'),
    'key-rejected',
  ],
  [
    'Gemini, retired kind of key',
    401,
    google(401, 'UNAUTHENTICATED', 'Request had invalid authentication credentials.'),
    'key-rejected',
  ],
  [
    'Gemini, unknown model',
    404,
    google(404, 'NOT_FOUND', 'models/x is not found for API version v1beta'),
    'model-unknown',
  ],
  [
    'Gemini, pace',
    429,
    google(
      429,
      'RESOURCE_EXHAUSTED',
      planAndBilling,
      quota('GenerateRequestsPerMinutePerProjectPerModel-FreeTier'),
      retryIn('48s'),
    ),
    'rate-limited',
  ],
  [
    'Gemini, a day’s quota',
    429,
    google(
      429,
      'RESOURCE_EXHAUSTED',
      planAndBilling,
      quota('GenerateRequestsPerDayPerProjectPerModel-FreeTier'),
      retryIn('48s'),
    ),
    'quota-exceeded',
  ],
  [
    'Gemini, too long',
    400,
    google(
      400,
      'INVALID_ARGUMENT',
      'The input token count (2000000) exceeds the maximum number of tokens allowed (1048576).',
    ),
    'context-too-long',
  ],
  [
    'Gemini, overloaded',
    503,
    google(503, 'UNAVAILABLE', 'The model is overloaded. Please try again later.'),
    'overloaded',
  ],
  [
    'Gemini’s OpenAI-compatible endpoint, bad key',
    400,
    [google(400, 'INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.')],
    'key-rejected',
  ],
  [
    'Anthropic, bad key',
    401,
    { type: 'error', error: { type: 'authentication_error', message: 'invalid x-api-key' } },
    'key-rejected',
  ],
  [
    'Anthropic, unknown model',
    404,
    { type: 'error', error: { type: 'not_found_error', message: 'model: claude-x' } },
    'model-unknown',
  ],
  [
    'Anthropic, overloaded',
    529,
    { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } },
    'overloaded',
  ],
  [
    'Anthropic, spend limit',
    429,
    {
      type: 'error',
      error: { type: 'enforced_spend_limit_reached', message: 'Your limit is reached.' },
    },
    'quota-exceeded',
  ],
  [
    'Anthropic, no credit',
    400,
    {
      type: 'error',
      error: {
        type: 'invalid_request_error',
        message: 'Your credit balance is too low to access the Anthropic API.',
      },
    },
    'quota-exceeded',
  ],
  [
    'Anthropic, too long',
    400,
    {
      type: 'error',
      error: {
        type: 'invalid_request_error',
        message: 'prompt is too long: 210000 tokens > 200000 maximum',
      },
    },
    'context-too-long',
  ],
  [
    'Anthropic, prompt and limit together too long',
    400,
    {
      type: 'error',
      error: {
        type: 'invalid_request_error',
        message: 'input length and `max_tokens` exceed context limit: 190000 + 64000 > 200000',
      },
    },
    'context-too-long',
  ],
  [
    'OpenAI Responses, unknown model',
    400,
    { error: { message: "The requested model 'x' does not exist.", code: 'model_not_found' } },
    'model-unknown',
  ],
  [
    'Mistral, unknown model',
    400,
    { object: 'error', message: 'Invalid model: x', type: 'invalid_model', code: '1500' },
    'model-unknown',
  ],
  ['Cohere, bad key', 401, { id: 'x', message: 'invalid api token' }, 'key-rejected'],
  [
    'Cohere, unknown model',
    404,
    { id: 'x', message: "model 'x' not found, make sure the correct model ID was used" },
    'model-unknown',
  ],
  [
    'Cohere, too long',
    400,
    { id: 'x', error_type: 'TOO_MANY_TOKENS', message: 'too many tokens: size limit exceeded' },
    'context-too-long',
  ],
])('%s: %i', async (_case, status, body, code) => {
  expect(await refused(status, body)).toMatchObject({ code, data: { status } });
});

test.each([
  ['48s', 48_000],
  ['3.217s', 3_217],
  ['soon', undefined],
])('a wait of %s that is in the body alone is %j milliseconds', async (delay, expected) => {
  const body = google(429, 'RESOURCE_EXHAUSTED', 'Slow down.', retryIn(delay));
  expect((await refused(429, body)).data?.retryAfterMs).toBe(expected);
});

test.each<[string, unknown, string]>([
  [
    'OpenAI',
    {
      error: {
        message: "Unsupported parameter: 'temperature' is not supported with this model.",
        type: 'invalid_request_error',
        param: 'temperature',
        code: 'unsupported_parameter',
      },
    },
    'does not take temperature as',
  ],
  [
    'Anthropic, two at once',
    {
      type: 'error',
      error: {
        type: 'invalid_request_error',
        message: '`temperature` and `top_p` cannot both be specified for this model.',
      },
    },
    'does not take temperature and top-p as',
  ],
  [
    'Anthropic, too much',
    {
      type: 'error',
      error: {
        type: 'invalid_request_error',
        message: 'max_tokens: 200000 > 64000, which is the maximum allowed number of output tokens',
      },
    },
    'does not take max output tokens as',
  ],
  [
    'Gemini',
    google(400, 'INVALID_ARGUMENT', 'Invalid value at generation_config.top_p'),
    'does not take top-p as',
  ],
])('a parameter that the model refuses is named: %s', async (_who, body, words) => {
  const error = await refused(400, body);
  expect(error.code).toBe('parameter-not-supported');
  expect(error.message).toContain(words);
});

test('a stream’s error with the number of a status is what that status is', () => {
  const reported = google(503, 'UNAVAILABLE', 'Try again later.', retryIn('7s'));
  expect(failureInStream(context, reported)).toMatchObject({
    code: 'overloaded',
    data: { retryAfterMs: 7_000 },
  });
  expect(failureInStream(context, { error: { code: 429, message: 'Slow down' } }).code).toBe(
    'rate-limited',
  );
});

test('a refusal for want of a key is no rejection of one', async () => {
  const error = await refused(401, { error: { message: 'Missing' } }, null);
  expect(error.code).toBe('key-absent');
});

test('what the provider says is kept, without the key and cut to 4,000 characters', async () => {
  const error = await refused(400, { error: { message: `${context.key} ${'x'.repeat(100_000)}` } });
  expect(error.data?.details).toContain('[key] xxx');
  expect(error.data?.details?.length).toBe(4_000);
  expect(error.message.length).toBeLessThan(600);
  expect(JSON.stringify(error)).not.toContain('of-the-errors');
});

test('a failure in a stream need not have a shape that is known', () => {
  for (const reported of [{ error: { reason: 7 } }, 'It broke', null, 7, { error: null }]) {
    expect(failureInStream(context, reported)).toMatchObject({ code: 'provider-failed' });
  }
});

test('an overload that is reported in a stream is an overload', () => {
  const reported = { error: { type: 'overloaded_error', message: 'Overloaded' } };
  expect(failureInStream(context, reported).code).toBe('overloaded');
});
