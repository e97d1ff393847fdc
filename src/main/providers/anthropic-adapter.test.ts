/** What only Anthropic does. What every provider does is in conformance.test.ts. */
import { expect, test } from 'vitest';
import { answerOf } from './testing/answer-of.ts';

const anthropic = { provider: 'anthropic' } as const;
const start = {
  type: 'message_start',
  message: {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'claude',
    content: [],
    stop_reason: null,
    usage: { input_tokens: 10, output_tokens: 1 },
  },
};
const ping = { type: 'ping' };
const open = (content_block: object, index = 0) => ({
  type: 'content_block_start',
  index,
  content_block,
});
const delta = (fields: object, index = 0) => ({
  type: 'content_block_delta',
  index,
  delta: fields,
});
const close = (index = 0) => ({ type: 'content_block_stop', index });
const text = [open({ type: 'text', text: '' }), delta({ type: 'text_delta', text: 'Twelve' })];
const end = (stop_reason: string) => [
  {
    type: 'message_delta',
    delta: { stop_reason, stop_sequence: null },
    usage: { output_tokens: 3 },
  },
  { type: 'message_stop' },
];

test('a ping may stand anywhere', async () => {
  const events = [ping, start, ping, ...text, ping, close(), ping, ...end('end_turn'), ping];
  expect(await answerOf(anthropic, events)).toMatchObject({
    text: 'Twelve',
    error: null,
    finish: { reason: 'stop' },
  });
});

test('thinking is reasoning; its signature is not shown', async () => {
  const events = [
    start,
    open({ type: 'thinking', thinking: '', signature: '' }),
    delta({ type: 'thinking_delta', thinking: 'Let me see.' }),
    delta({ type: 'signature_delta', signature: 'c2lnbmVk' }),
    close(),
    open({ type: 'redacted_thinking', data: 'c2VjcmV0' }, 1),
    close(1),
    open({ type: 'text', text: '' }, 2),
    delta({ type: 'text_delta', text: 'Twelve' }, 2),
    close(2),
    ...end('end_turn'),
  ];
  expect(await answerOf(anthropic, events)).toMatchObject({
    text: 'Twelve',
    reasoning: 'Let me see.',
    error: null,
  });
});

test('passes over events and blocks that it does not know', async () => {
  const events = [
    start,
    { type: 'mood_changed', mood: 'good' },
    open({ type: 'poem', verse: '' }),
    delta({ type: 'verse_delta', verse: 'Deep' }),
    close(),
    open({ type: 'text', text: '' }, 1),
    delta({ type: 'text_delta', text: 'Twelve' }, 1),
    close(1),
    ...end('end_turn'),
  ];
  expect(await answerOf(anthropic, events)).toMatchObject({
    text: 'Twelve',
    error: null,
    finish: { reason: 'stop' },
  });
});

test('an overload is found in a stream that began with status 200, at its start and later', async () => {
  const overloaded = { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } };
  for (const before of [[], [start], [start, ping], [start, ...text]]) {
    const { error } = await answerOf(anthropic, [...before, overloaded]);
    expect(error).toMatchObject({ code: 'overloaded' });
  }
});

test.each([
  ['end_turn', 'stop'],
  ['stop_sequence', 'stop'],
  ['max_tokens', 'length'],
  ['model_context_window_exceeded', 'length'],
  ['refusal', 'content-filter'],
  ['something_new', 'other'],
])('stop reason %s means %s', async (given, expected) => {
  const { finish } = await answerOf(anthropic, [start, ...text, close(), ...end(given)]);
  expect(finish).toMatchObject({ reason: expected });
});

test('a stop reason without the last event is no whole answer', async () => {
  const events = [start, ...text, close(), ...end('end_turn').slice(0, 1)];
  expect((await answerOf(anthropic, events)).error).toMatchObject({ code: 'stream-broken' });
});
