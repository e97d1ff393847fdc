/** Each provider's documented figures, and what they come to in Keywell's terms, worked out by hand. */
import { expect, test } from 'vitest';
import type { ReportedUsage } from './adapter.ts';
import type { FinishPart } from './finish-part.ts';
import { answerOf } from './testing/answer-of.ts';

/** The last part of an answer that consists of `events`. */
async function finishOf(
  provider: Parameters<typeof answerOf>[0]['provider'],
  events: readonly object[],
  openaiApi: 'responses' | 'chat-completions' = 'responses',
): Promise<FinishPart> {
  const { finish } = await answerOf({ provider, openaiApi }, events);
  if (finish === undefined) throw new Error('It did not finish.');
  return finish;
}

const none: ReportedUsage = {
  inputTokens: null,
  cachedInputTokens: null,
  cacheWriteTokens: null,
  outputTokens: null,
  reasoningTokens: null,
  totalTokens: null,
};

test('OpenAI Responses: input includes what was cached, output what was reasoned', async () => {
  // 2,006 in, 1,920 of them cached; 300 out, 192 of them reasoning; 2,306 in all.
  const response = {
    id: 'resp_1',
    usage: {
      input_tokens: 2_006,
      input_tokens_details: { cached_tokens: 1_920 },
      output_tokens: 300,
      output_tokens_details: { reasoning_tokens: 192 },
      total_tokens: 2_306,
    },
  };
  expect((await finishOf('openai', [{ type: 'response.completed', response }])).usage).toEqual({
    inputTokens: 2_006,
    cachedInputTokens: 1_920,
    cacheWriteTokens: null,
    outputTokens: 300,
    reasoningTokens: 192,
    totalTokens: 2_306,
  });
});

test('OpenAI Responses: without a sum, input and output are added', async () => {
  const response = { id: 'resp_1', usage: { input_tokens: 21, output_tokens: 9 } };
  expect((await finishOf('openai', [{ type: 'response.completed', response }])).usage).toEqual({
    ...none,
    inputTokens: 21,
    outputTokens: 9,
    totalTokens: 30,
  });
});

const chatChunks = (usage: object) => [
  { choices: [{ index: 0, delta: { content: 'Twelve' }, finish_reason: 'stop' }] },
  { choices: [], usage },
];

test('OpenAI Chat Completions: the same under other names', async () => {
  const usage = {
    prompt_tokens: 1_117,
    completion_tokens: 446,
    total_tokens: 1_563,
    prompt_tokens_details: { cached_tokens: 1_024, audio_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: 320, accepted_prediction_tokens: 0 },
  };
  expect((await finishOf('openai', chatChunks(usage), 'chat-completions')).usage).toEqual({
    inputTokens: 1_117,
    cachedInputTokens: 1_024,
    cacheWriteTokens: null,
    outputTokens: 446,
    reasoningTokens: 320,
    totalTokens: 1_563,
  });
});

test('Anthropic: what was read from the cache and written to it is added to the input', async () => {
  // 21 + 188,086 read + 4,012 written = 192,119 in; 393 out, 128 of them thinking; 192,512 together.
  const { usage } = await finishOf('anthropic', [
    {
      type: 'message_start',
      message: {
        id: 'msg_1',
        type: 'message',
        role: 'assistant',
        model: 'claude',
        content: [],
        stop_reason: null,
        usage: {
          input_tokens: 21,
          cache_creation_input_tokens: 4_012,
          cache_read_input_tokens: 188_086,
          output_tokens: 1,
        },
      },
    },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Twelve' } },
    { type: 'content_block_stop', index: 0 },
    {
      type: 'message_delta',
      delta: { stop_reason: 'end_turn', stop_sequence: null },
      usage: { output_tokens: 393, output_tokens_details: { thinking_tokens: 128 } },
    },
    { type: 'message_stop' },
  ]);
  expect(usage).toEqual({
    inputTokens: 192_119,
    cachedInputTokens: 188_086,
    cacheWriteTokens: 4_012,
    outputTokens: 393,
    reasoningTokens: 128,
    totalTokens: 192_512,
  });
});

test('Anthropic: the figures at the end win over those at the start', async () => {
  const start = { input_tokens: 10, output_tokens: 1 };
  const { usage } = await finishOf('anthropic', [
    {
      type: 'message_start',
      message: { id: 'msg_1', model: 'claude', role: 'assistant', content: [], usage: start },
    },
    {
      type: 'message_delta',
      delta: { stop_reason: 'end_turn' },
      usage: { input_tokens: 25, cache_read_input_tokens: 0, output_tokens: 7 },
    },
    { type: 'message_stop' },
  ]);
  expect(usage).toMatchObject({ inputTokens: 25, outputTokens: 7, totalTokens: 32 });
});

test('Gemini: thoughts are counted beside the candidates, and the last figures count', async () => {
  // 1,200 in, 1,024 of them cached; 50 + 400 thoughts = 450 out; 1,650 in all.
  const chunk = (usageMetadata: object, finishReason?: string) => ({
    candidates: [
      { content: { parts: [{ text: 'Twelve' }], role: 'model' }, finishReason, index: 0 },
    ],
    usageMetadata,
  });
  const { usage } = await finishOf('google', [
    chunk({ promptTokenCount: 1_200, candidatesTokenCount: 3, totalTokenCount: 1_203 }),
    chunk(
      {
        promptTokenCount: 1_200,
        cachedContentTokenCount: 1_024,
        candidatesTokenCount: 50,
        thoughtsTokenCount: 400,
        totalTokenCount: 1_650,
      },
      'STOP',
    ),
  ]);
  expect(usage).toEqual({
    inputTokens: 1_200,
    cachedInputTokens: 1_024,
    cacheWriteTokens: null,
    outputTokens: 450,
    reasoningTokens: 400,
    totalTokens: 1_650,
  });
});

test('Gemini: a count of zero is left out, and is zero', async () => {
  // All of the output went into thoughts before the limit.
  const { usage, reason } = await finishOf('google', [
    {
      candidates: [{ content: { role: 'model' }, finishReason: 'MAX_TOKENS', index: 0 }],
      usageMetadata: { promptTokenCount: 9, thoughtsTokenCount: 64, totalTokenCount: 73 },
    },
  ]);
  expect(reason).toBe('length');
  expect(usage).toMatchObject({ inputTokens: 9, outputTokens: 64, totalTokens: 73 });
});

test('Mistral: figures come with the finish reason', async () => {
  const { usage } = await finishOf('mistral', [
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
  ]);
  expect(usage).toEqual({
    ...none,
    inputTokens: 210,
    cachedInputTokens: 192,
    outputTokens: 15,
    totalTokens: 225,
  });
});

test('Cohere: the true counts are figures, the billed ones are for the cost', async () => {
  // 71 + 418 = 489; only 5 and 418 are charged for.
  const { usage, billed } = await finishOf('cohere', [
    { type: 'message-start', id: '1' },
    {
      type: 'message-end',
      delta: {
        finish_reason: 'COMPLETE',
        usage: {
          billed_units: { input_tokens: 5, output_tokens: 418 },
          tokens: { input_tokens: 71, output_tokens: 418, reasoning_tokens: 300 },
          cached_tokens: 64,
        },
      },
    },
  ]);
  expect(billed).toEqual({ inputTokens: 5, outputTokens: 418 });
  expect(usage).toEqual({
    inputTokens: 71,
    cachedInputTokens: 64,
    cacheWriteTokens: null,
    outputTokens: 418,
    reasoningTokens: 300,
    totalTokens: 489,
  });
});

test('OpenRouter: what it says to have charged is taken over', async () => {
  const usage = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15, cost: 0.00014 };
  expect(await finishOf('custom', chatChunks(usage))).toMatchObject({
    costUsd: 0.00014,
    usage: { inputTokens: 10, outputTokens: 5, totalTokens: 15 },
  });
  const { cost: _, ...free } = usage;
  expect((await finishOf('custom', chatChunks(free))).costUsd).toBe(null);
});

test('Ollama: durations are in nanoseconds, and a count that is missing is not zero', async () => {
  const finish = await finishOf('ollama', [
    { model: 'qwen3:8b', message: { role: 'assistant', content: 'Twelve' }, done: false },
    {
      model: 'qwen3:8b',
      message: { role: 'assistant', content: '' },
      done: true,
      done_reason: 'stop',
      load_duration: 1_250_000_000,
      eval_count: 298,
      eval_duration: 4_799_921_000,
    },
  ]);
  expect(finish).toMatchObject({ loadMs: 1_250, generationMs: 4_799.921 });
  expect(finish.usage).toEqual({ ...none, outputTokens: 298 });
});
