/** What only OpenAI's Responses API does. What every provider does is in conformance.test.ts. */
import { expect, test } from 'vitest';
import { HostedServer } from '../../../e2e/providers/hosted-server.ts';
import { openaiResponses } from '../../../e2e/providers/openai-server.ts';
import { createOpenaiAdapter } from './openai-adapter.ts';
import { testConfiguration } from './test-configuration.ts';
import { answerOf } from './testing/answer-of.ts';

const openai = { provider: 'openai' } as const;
const item = { output_index: 0, item_id: 'msg_1' };
const delta = (text: string) => ({
  type: 'response.output_text.delta',
  ...item,
  content_index: 0,
  delta: text,
});
const completed = { type: 'response.completed', response: { id: 'resp_1', usage: null } };

test('ends with the last event, though the connection stays open', async () => {
  const after = { ...delta('and more'), delta: 'and more' };
  expect(await answerOf(openai, [delta('Twelve'), completed, after])).toMatchObject({
    text: 'Twelve',
    error: null,
    finish: { reason: 'stop', usage: null },
  });
});

test('passes over events that it does not know', async () => {
  const events = [
    { type: 'response.mood.changed', mood: 'good', item: { type: 'mood' } },
    delta('Twelve'),
    { type: 'response.output_item.added', output_index: 1, item: { type: 'poem', id: 'p' } },
    { type: 'response.in_progress', response: { nothing: 'as it should be' } },
    completed,
  ];
  expect(await answerOf(openai, events)).toMatchObject({ text: 'Twelve', error: null });
});

test.each([
  ['flat', { type: 'error', code: 'server_error', message: 'The well ran dry', param: null }],
  ['nested', { type: 'error', error: { type: 'server_error', message: 'The well ran dry' } }],
  [
    'as the end of the response',
    {
      type: 'response.failed',
      sequence_number: 7,
      response: { id: 'resp_1', error: { code: 'server_error', message: 'The well ran dry' } },
    },
  ],
])('finds an error that comes %s, at the start and in mid-stream', async (_how, event) => {
  for (const before of [[], [delta('Twelve')]]) {
    const { text, error } = await answerOf(openai, [...before, event]);
    expect(text).toBe(before.length === 0 ? '' : 'Twelve');
    expect(error).toMatchObject({
      code: 'provider-failed',
      message: expect.stringContaining('The well ran dry'),
    });
  }
});

test('a rate limit that comes in the stream is one', async () => {
  const event = { type: 'error', error: { code: 'rate_limit_exceeded', message: 'Slow down.' } };
  expect((await answerOf(openai, [event])).error).toMatchObject({ code: 'rate-limited' });
});

test('a refusal is shown, and is the reason of the end', async () => {
  const refusal = { type: 'response.refusal.delta', ...item, content_index: 0, delta: 'I cannot.' };
  expect(await answerOf(openai, [refusal, completed])).toMatchObject({
    text: 'I cannot.',
    finish: { reason: 'content-filter' },
  });
});

test.each([
  ['max_output_tokens', 'length'],
  ['content_filter', 'content-filter'],
  ['something_new', 'other'],
])('an answer that is incomplete for %s ends with %s', async (reason, expected) => {
  const response = { id: 'resp_1', incomplete_details: { reason }, usage: null };
  expect(
    (await answerOf(openai, [delta('Twelve'), { type: 'response.incomplete', response }])).finish,
  ).toMatchObject({ reason: expected });
});

test('text that cannot be read ends the run', async () => {
  expect((await answerOf(openai, [{ ...delta(''), delta: 12 }, completed])).error).toMatchObject({
    code: 'answer-malformed',
  });
});

test('asks models that reason to show it, and without where that is refused', async () => {
  const server = await HostedServer.start(openaiResponses, { models: ['o3', 'gpt-4o'] });
  const adapter = createOpenaiAdapter(() => Promise.reject(new Error('Nothing is simulated.')));
  const ask = async (model: string) => {
    let text = '';
    for await (const part of adapter.generate({
      configuration: testConfiguration({ provider: 'openai', model, baseUrl: server.baseUrl }),
      key: null,
      messages: [{ role: 'user', content: 'How deep is the well?' }],
      systemPrompt: null,
      signal: new AbortController().signal,
      onConnected: () => undefined,
    })) {
      if (part.type === 'text') text += part.delta;
    }
    return text;
  };
  const sent = () => server.requests.map(({ json }) => Reflect.get(Object(json), 'reasoning'));
  const shown = { summary: 'auto' };
  expect(await ask('gpt-4o')).toContain('clear');
  expect(await ask('o3')).toContain('clear');
  expect(sent()).toEqual([undefined, shown]);

  const message = 'Your organization must be verified to generate reasoning summaries.';
  server.answerNext({
    status: 400,
    body: { error: { message, param: 'reasoning.summary', code: 'unsupported_value' } },
  });
  expect(await ask('o3')).toContain('clear');
  expect(await ask('o3')).toContain('clear');
  // Refused, without, and from then on without.
  expect(sent().slice(2)).toEqual([shown, undefined, undefined]);
  await server.close();
});
