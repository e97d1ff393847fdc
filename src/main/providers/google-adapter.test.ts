/** What only Gemini does. What every provider does is in conformance.test.ts. */
import { expect, test } from 'vitest';
import { answerOf } from './testing/answer-of.ts';

const google = { provider: 'google', baseUrl: 'https://gemini.keywell.invalid/v1beta' } as const;
const chunk = (parts: readonly object[], finishReason?: string) => ({
  candidates: [{ content: { parts, role: 'model' }, finishReason, index: 0 }],
});

test('thoughts are reasoning', async () => {
  const events = [
    chunk([{ text: 'Let me see.', thought: true }]),
    chunk([{ text: 'Twelve' }], 'STOP'),
  ];
  expect(await answerOf(google, events)).toMatchObject({
    text: 'Twelve',
    reasoning: 'Let me see.',
    error: null,
  });
});

test('a prompt that is blocked is no empty answer', async () => {
  const blocked = { promptFeedback: { blockReason: 'PROHIBITED_CONTENT' }, usageMetadata: {} };
  expect((await answerOf(google, [blocked])).error).toMatchObject({
    code: 'content-blocked',
    message: expect.stringContaining('(PROHIBITED_CONTENT). Change the prompt'),
  });
});

test.each([
  ['STOP', 'stop'],
  ['MAX_TOKENS', 'length'],
  ['SAFETY', 'content-filter'],
  ['RECITATION', 'content-filter'],
  ['SOMETHING_NEW', 'other'],
])('finish reason %s means %s', async (given, expected) => {
  const { finish } = await answerOf(google, [chunk([{ text: 'Twelve' }], given)]);
  expect(finish).toMatchObject({ reason: expected });
});

test('figures may follow the finish reason', async () => {
  const events = [
    chunk([{ text: 'Twelve' }], 'STOP'),
    { usageMetadata: { promptTokenCount: 9, candidatesTokenCount: 2, totalTokenCount: 11 } },
  ];
  expect((await answerOf(google, events)).finish).toMatchObject({ usage: { totalTokens: 11 } });
});

test.each([
  ['gemini-2.5-flash', 'models/gemini-2.5-flash'],
  ['models/gemini-2.5-flash', 'models/gemini-2.5-flash'],
  ['tunedModels/wells-1', 'tunedModels/wells-1'],
  ['../files', 'models/..%2Ffiles'],
  ['a b?c#d', 'models/a%20b%3Fc%23d'],
])('the model %j is asked at the URL that the form shows', async (model, path) => {
  const { url, text } = await answerOf({ ...google, model }, [chunk([{ text: 'Twelve' }], 'STOP')]);
  expect(url).toBe(`https://gemini.keywell.invalid/v1beta/${path}:streamGenerateContent?alt=sse`);
  expect(text).toBe('Twelve');
});

test.each([
  ['gemini-2.5-flash', { includeThoughts: true }],
  ['gemini-3-pro-preview', { includeThoughts: true }],
  ['gemini-2.0-flash', undefined],
  ['gemini-2.5-flash-image', undefined],
])('asks %s to show its thoughts: %j', async (model, thinkingConfig) => {
  const { body } = await answerOf({ ...google, model, temperature: 0 }, [
    chunk([{ text: 'Twelve' }], 'STOP'),
  ]);
  expect(body).toMatchObject({ generationConfig: { temperature: 0 } });
  expect(
    Reflect.get(Object(Reflect.get(Object(body), 'generationConfig')), 'thinkingConfig'),
  ).toEqual(thinkingConfig);
});
