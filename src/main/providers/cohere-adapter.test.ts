/** What only Cohere does. What every provider does is in conformance.test.ts. */
import { expect, test } from 'vitest';
import { answerOf } from './testing/answer-of.ts';

const cohere = { provider: 'cohere', baseUrl: 'https://cohere.keywell.invalid' } as const;
const start = { type: 'message-start', id: '1' };
const text = (delta: string) => ({
  type: 'content-delta',
  index: 0,
  delta: { message: { content: { text: delta } } },
});
const end = (fields: object) => ({ type: 'message-end', delta: fields });

test.each([
  ['COMPLETE', 'stop'],
  ['STOP_SEQUENCE', 'stop'],
  ['MAX_TOKENS', 'length'],
  ['SOMETHING_NEW', 'other'],
])('finish reason %s means %s, with figures or without', async (given, expected) => {
  const { finish, error } = await answerOf(cohere, [
    start,
    text('Twelve'),
    end({ finish_reason: given }),
  ]);
  expect(error).toBe(null);
  expect(finish).toMatchObject({ reason: expected, usage: null, billed: null });
});

test('an end that reports an error is one, with its words if it has any', async () => {
  const said = await answerOf(cohere, [
    start,
    text('Twelve'),
    end({ finish_reason: 'ERROR', error: 'The well ran dry' }),
  ]);
  expect(said.text).toBe('Twelve');
  expect(said.error).toMatchObject({
    code: 'provider-failed',
    message: expect.stringContaining('The well ran dry'),
  });
  const silent = await answerOf(cohere, [start, end({ finish_reason: 'TIMEOUT' })]);
  expect(silent.error).toMatchObject({ code: 'provider-failed' });
});

test('passes over events that it does not know, but for text', async () => {
  const events = [start, { type: 'mood-changed', mood: 'good' }, text('Twelve')];
  expect(await answerOf(cohere, [...events, end({ finish_reason: 'COMPLETE' })])).toMatchObject({
    text: 'Twelve',
    error: null,
  });
  const broken = { type: 'content-delta', index: 0, delta: { message: { content: 12 } } };
  expect((await answerOf(cohere, [...events, broken])).error).toMatchObject({
    code: 'answer-malformed',
  });
});
