/** From what each provider sends to what a run has cost, worked out by hand at the prices of the list. */
import { expect, test } from 'vitest';
import type { Configuration } from '#shared/domain/configuration.ts';
import { answerOf } from '../providers/testing/answer-of.ts';
import { costOf } from './cost.ts';

type Fields = Pick<Configuration, 'provider' | 'model'> & Partial<Configuration>;

/** What a run of `model` costs at the provider's own endpoint, in millionths of a US dollar. */
async function costInMillionths(fields: Fields, events: readonly object[]): Promise<number> {
  const { finish, error } = await answerOf(fields, events);
  if (finish === undefined || finish.usage === null) throw error ?? new Error('No figures.');
  const cost = await costOf({
    configuration: { baseUrl: null, ...fields },
    usage: { ...finish.usage, source: 'provider' },
    costUsd: finish.costUsd,
    billed: finish.billed,
    startedAt: new Date('2026-11-23T09:00:00Z'),
  });
  if (cost.kind !== 'known') throw new Error(`The cost is ${cost.kind}.`);
  return cost.usd * 1_000_000;
}

const chatChunks = (usage: object) => [
  { choices: [{ index: 0, delta: { content: 'Twelve' }, finish_reason: 'stop' }] },
  { choices: [], usage },
];

test('OpenAI, Responses', async () => {
  const usage = {
    input_tokens: 2_006,
    input_tokens_details: { cached_tokens: 1_920 },
    output_tokens: 300,
    output_tokens_details: { reasoning_tokens: 192 },
    total_tokens: 2_306,
  };
  const events = [{ type: 'response.completed', response: { id: 'resp_1', usage } }];
  // 86 × $1.25 + 1,920 × $0.125 + 300 × $10, each for a million: 107.5 + 240 + 3,000.
  expect(await costInMillionths({ provider: 'openai', model: 'gpt-5' }, events)).toBeCloseTo(
    3_347.5,
    6,
  );
});

test('OpenAI, Chat Completions', async () => {
  const fields = {
    provider: 'openai',
    model: 'o4-mini',
    openaiApi: 'chat-completions',
  } as const;
  const usage = {
    prompt_tokens: 1_117,
    completion_tokens: 446,
    total_tokens: 1_563,
    prompt_tokens_details: { cached_tokens: 1_024 },
    completion_tokens_details: { reasoning_tokens: 320 },
  };
  // 93 × $1.10 + 1,024 × $0.275 + 446 × $4.40: 102.3 + 281.6 + 1,962.4.
  expect(await costInMillionths(fields, chatChunks(usage))).toBeCloseTo(2_346.3, 6);
});

test('Anthropic', async () => {
  const usage = {
    input_tokens: 21,
    cache_creation_input_tokens: 4_012,
    cache_read_input_tokens: 188_086,
    output_tokens: 1,
  };
  const events = [
    {
      type: 'message_start',
      message: { id: 'msg_1', type: 'message', role: 'assistant', content: [], usage },
    },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Twelve' } },
    { type: 'content_block_stop', index: 0 },
    { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 393 } },
    { type: 'message_stop' },
  ];
  // 192,119 tokens in are not yet past the 200,000 from which all is dearer.
  // 21 × $3 + 188,086 × $0.30 + 4,012 × $3.75 + 393 × $15: 63 + 56,425.8 + 15,045 + 5,895.
  const fields = { provider: 'anthropic', model: 'claude-sonnet-4-5' } as const;
  expect(await costInMillionths(fields, events)).toBeCloseTo(77_428.8, 6);
});

test('Gemini', async () => {
  const events = [
    {
      candidates: [{ content: { parts: [{ text: 'Twelve' }] }, finishReason: 'STOP', index: 0 }],
      usageMetadata: {
        promptTokenCount: 1_200,
        cachedContentTokenCount: 1_024,
        candidatesTokenCount: 50,
        thoughtsTokenCount: 400,
        totalTokenCount: 1_650,
      },
    },
  ];
  // 176 × $1.25 + 1,024 × $0.125 + 450 × $10: 220 + 128 + 4,500.
  const fields = { provider: 'google', model: 'gemini-2.5-pro' } as const;
  expect(await costInMillionths(fields, events)).toBeCloseTo(4_848, 6);
});

test('Mistral', async () => {
  const events = [
    {
      id: '1',
      choices: [{ index: 0, delta: { content: 'Twelve' }, finish_reason: 'stop' }],
      usage: {
        prompt_tokens: 210,
        completion_tokens: 15,
        total_tokens: 225,
        num_cached_tokens: 192,
      },
    },
  ];
  // The list has no price for cached input of this model: 210 × $2 + 15 × $5.
  const fields = { provider: 'mistral', model: 'magistral-medium-latest' } as const;
  expect(await costInMillionths(fields, events)).toBeCloseTo(495, 6);
});

test('Cohere', async () => {
  const usage = {
    billed_units: { input_tokens: 5, output_tokens: 418 },
    tokens: { input_tokens: 71, output_tokens: 418, reasoning_tokens: 300 },
    cached_tokens: 64,
  };
  const events = [
    { type: 'message-start', id: '1' },
    { type: 'message-end', delta: { finish_reason: 'COMPLETE', usage } },
  ];
  // Of what is billed: 5 × $2.50 + 418 × $10.
  const fields = { provider: 'cohere', model: 'command-a-03-2025' } as const;
  expect(await costInMillionths(fields, events)).toBeCloseTo(4_192.5, 6);
});

test('OpenRouter', async () => {
  const usage = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15, cost: 0.000_14 };
  const { finish } = await answerOf({ provider: 'custom' }, chatChunks(usage));
  expect(
    await costOf({
      configuration: {
        provider: 'custom',
        baseUrl: 'https://openrouter.ai/api/v1',
        model: 'openai/gpt-5',
      },
      usage: {
        inputTokens: 10,
        cachedInputTokens: null,
        cacheWriteTokens: null,
        outputTokens: 5,
        reasoningTokens: null,
        totalTokens: 15,
        source: 'provider',
      },
      costUsd: finish?.costUsd ?? null,
      billed: null,
      startedAt: new Date('2026-11-23T09:00:00Z'),
    }),
  ).toEqual({ kind: 'known', usd: 0.000_14, price: { source: 'provider' } });
});
