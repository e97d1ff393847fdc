/** What only Mistral does. What every provider does is in conformance.test.ts. */
import { expect, test } from 'vitest';
import { answerOf } from './testing/answer-of.ts';

const mistral = { provider: 'mistral' } as const;
const chunk = (content: unknown, finish_reason: string | null = null) => ({
  id: '1',
  choices: [{ index: 0, delta: { content }, finish_reason }],
});

test('reads contents that are lists, thinking apart', async () => {
  const events = [
    chunk([{ type: 'thinking', thinking: [{ type: 'text', text: 'Let me ' }] }]),
    chunk([
      { type: 'thinking', thinking: [{ type: 'text', text: 'see.' }] },
      { type: 'text', text: 'Twelve ' },
    ]),
    chunk('feet.', 'stop'),
    'data: [DONE]',
  ];
  expect(await answerOf(mistral, events)).toMatchObject({
    text: 'Twelve feet.',
    reasoning: 'Let me see.',
    error: null,
  });
});

test.each([
  ['length', 'length'],
  ['model_length', 'length'],
])('finish reason %s means %s', async (given, expected) => {
  const { finish } = await answerOf(mistral, [chunk('Twelve', given), 'data: [DONE]']);
  expect(finish).toMatchObject({ reason: expected });
});

test('an error for a finish reason is an error', async () => {
  const { text, error } = await answerOf(mistral, [chunk('Twelve'), chunk('', 'error')]);
  expect(text).toBe('Twelve');
  expect(error).toMatchObject({ code: 'provider-failed' });
});
