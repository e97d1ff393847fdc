/** What only OpenAI's Responses API does. What every provider does is in conformance.test.ts. */
import { expect, test } from 'vitest';
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
