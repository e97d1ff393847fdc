import { expect, test } from 'vitest';
import { tokensPerSecond, usageFor } from './figures.ts';

const sent = {
  messages: [{ role: 'user', content: '12345678' }],
  systemPrompt: '1234',
} as const;

test('the provider’s figures are taken as they are', () => {
  const reported = {
    inputTokens: 7,
    cachedInputTokens: 2,
    cacheWriteTokens: 1,
    outputTokens: 3,
    reasoningTokens: null,
    totalTokens: 10,
  };
  expect(usageFor(reported, sent, { textLength: 400, reasoningLength: 0 })).toEqual({
    ...reported,
    source: 'provider',
  });
});

test('without them, four characters count as a token, and that is said', () => {
  expect(usageFor(null, sent, { textLength: 9, reasoningLength: 8 })).toEqual({
    inputTokens: 3,
    cachedInputTokens: null,
    cacheWriteTokens: null,
    outputTokens: 5,
    reasoningTokens: 2,
    totalTokens: 8,
    source: 'estimated',
  });
});

test('what never reached the provider is not counted as input', () => {
  expect(usageFor(null, null, { textLength: 0, reasoningLength: 0 }).inputTokens).toBe(null);
});

const twoSeconds = { firstDeltaAt: 500, lastDeltaAt: 2_500, reasoningLength: 0 };

test('speed is that of the tokens after the first', () => {
  expect(tokensPerSecond({ outputTokens: 101, reasoningTokens: null }, null, twoSeconds)).toBe(50);
});

test('reasoning that was not streamed does not count as speed', () => {
  const usage = { outputTokens: 2_101, reasoningTokens: 2_000 };
  expect(tokensPerSecond(usage, null, twoSeconds)).toBe(50);
  expect(tokensPerSecond(usage, null, { ...twoSeconds, reasoningLength: 8_000 })).toBe(1_050);
});

test('the provider’s own time for the output is the better measure', () => {
  expect(tokensPerSecond({ outputTokens: 50, reasoningTokens: null }, 1_000, twoSeconds)).toBe(50);
});

test('there is no speed where nothing was spread over time', () => {
  const usage = { outputTokens: 50, reasoningTokens: null };
  expect(tokensPerSecond(usage, null, { ...twoSeconds, lastDeltaAt: 500 })).toBe(null);
  expect(tokensPerSecond({ ...usage, outputTokens: 1 }, null, twoSeconds)).toBe(null);
  expect(tokensPerSecond({ ...usage, outputTokens: null }, 1_000, twoSeconds)).toBe(null);
  expect(tokensPerSecond(usage, 0, twoSeconds)).toBe(null);
});
