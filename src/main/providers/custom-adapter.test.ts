/** What only OpenAI-compatible endpoints do. What every provider does is in conformance.test.ts. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  ChatCompletionsServer,
  quotaUsedUp,
} from '../../../e2e/providers/chat-completions-server.ts';
import type { AdapterPart } from './adapter.ts';
import { createCustomAdapter } from './custom-adapter.ts';
import { testConfiguration } from './test-configuration.ts';

let server: ChatCompletionsServer;

beforeEach(async () => {
  server = await ChatCompletionsServer.start();
});
afterEach(() => server.close());

const adapter = createCustomAdapter(() => Promise.reject(new Error('Nothing is simulated here.')));

async function outcome(fields: Parameters<typeof testConfiguration>[0] = { provider: 'custom' }) {
  const parts: AdapterPart[] = [];
  let error: unknown = null;
  try {
    const request = {
      configuration: testConfiguration({ baseUrl: server.baseUrl, ...fields }),
      key: null,
      messages: [{ role: 'user' as const, content: 'How deep is the well?' }],
      systemPrompt: null,
      signal: new AbortController().signal,
      onConnected: () => undefined,
    };
    for await (const part of adapter.generate(request)) parts.push(part);
  } catch (thrown) {
    error = thrown;
  }
  return {
    text: parts.map((part) => (part.type === 'text' ? part.delta : '')).join(''),
    finish: parts.find((part) => part.type === 'finish'),
    error,
  };
}

/** Answers with `lines` as events, and nothing else. */
function answerRaw(...events: readonly string[]): void {
  server.answerNext({ steps: [{ raw: events.map((event) => `${event}\n\n`).join('') }, 'end'] });
}

const text = 'data: {"choices":[{"index":0,"delta":{"content":"Twelve"}}]}';
const stop = 'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}';

test('sends the parameters that are set, and no others', async () => {
  await outcome({ provider: 'custom', temperature: 0, topP: 0.5, maxOutputTokens: 64 });
  expect((await server.takeGeneration()).json).toEqual({
    model: 'keystone-1',
    messages: [{ role: 'user', content: 'How deep is the well?' }],
    temperature: 0,
    top_p: 0.5,
    max_tokens: 64,
    stream: true,
    stream_options: { include_usage: true },
  });
});

test('does not double a path that was pasted along with the base URL', async () => {
  await outcome({ provider: 'custom', baseUrl: `${server.baseUrl}/chat/completions/` });
  expect((await server.takeGeneration()).path).toBe('/v1/chat/completions');
});

test('gives cached and reasoning tokens where they are reported', async () => {
  server.answerNext({
    steps: [{ text: 'Twelve' }],
    usage: { input: 30, output: 9, cached: 20, reasoning: 8 },
  });
  expect((await outcome()).finish).toMatchObject({
    usage: { inputTokens: 30, cachedInputTokens: 20, outputTokens: 9, reasoningTokens: 8 },
  });
});

test('does not turn figures that are missing into zeros', async () => {
  answerRaw(text, stop, 'data: {"choices":[],"usage":{"completion_tokens":2}}', 'data: [DONE]');
  expect((await outcome()).finish).toMatchObject({
    usage: { inputTokens: null, cachedInputTokens: null, outputTokens: 2, reasoningTokens: null },
  });
});

test('reads a first chunk without choices, comments, and a chunk that is no answer', async () => {
  answerRaw(
    'data: {"choices":[],"prompt_filter_results":[]}',
    ': OPENROUTER PROCESSING',
    'data: {"object":"ping"}',
    text,
    stop,
  );
  expect(await outcome()).toMatchObject({
    text: 'Twelve',
    error: null,
    finish: { reason: 'stop' },
  });
});

test('takes [DONE] without a finish reason for the end', async () => {
  answerRaw(text, 'data: [DONE]');
  expect(await outcome()).toMatchObject({
    text: 'Twelve',
    error: null,
    finish: { reason: 'other' },
  });
});

test('takes a content filter for the reason it is', async () => {
  answerRaw(text, stop.replace('"stop"', '"content_filter"'), 'data: [DONE]');
  expect((await outcome()).finish).toMatchObject({ reason: 'content-filter' });
});

test.each([
  ['as a string', 'data: {"error":"The well ran dry"}'],
  ['as an event of its own', 'event: error\ndata: {"error":{"message":"The well ran dry"}}'],
  [
    'beside choices',
    'data: {"choices":[{"index":0,"delta":{"content":""},"finish_reason":"error"}],"error":{"code":502,"message":"The well ran dry"}}',
  ],
  ['after the finish reason', `${stop}\n\ndata: {"error":{"message":"The well ran dry"}}`],
])('finds an error that comes in the stream %s', async (_how, event) => {
  answerRaw(text, event, 'data: [DONE]');
  const { text: kept, error } = await outcome();
  expect(kept).toBe('Twelve');
  expect(error).toMatchObject({ code: 'provider-failed' });
  expect(String(error)).toContain('The well ran dry');
});

test('a chunk with a text that cannot be read ends the run', async () => {
  answerRaw(text, 'data: {"choices":"none"}', stop, 'data: [DONE]');
  expect((await outcome()).error).toMatchObject({ code: 'answer-malformed' });
});

test('a used-up quota is about money, not about waiting', async () => {
  server.answerNext(quotaUsedUp);
  expect((await outcome()).error).toMatchObject({
    code: 'quota-exceeded',
    message: expect.stringContaining('waiting does not help'),
  });
});

test('a path where nothing is points to the base URL', async () => {
  const { error } = await outcome({ provider: 'custom', baseUrl: `${server.origin}/v2` });
  expect(error).toMatchObject({ code: 'request-rejected', data: { status: 404 } });
});
