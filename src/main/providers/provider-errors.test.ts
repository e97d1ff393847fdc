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
