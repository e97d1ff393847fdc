/** What only Ollama does. What every provider does is in conformance.test.ts. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { OllamaServer } from '../../../e2e/providers/ollama-server.ts';
import type { AdapterPart } from './adapter.ts';
import { createOllamaAdapter } from './ollama-adapter.ts';
import { testConfiguration } from './test-configuration.ts';

let server: OllamaServer;

beforeEach(async () => {
  server = await OllamaServer.start();
});
afterEach(() => server.close());

const adapter = createOllamaAdapter(() => Promise.reject(new Error('Nothing is simulated here.')));

async function ask(fields: Partial<Parameters<typeof testConfiguration>[0]> = {}) {
  const parts: AdapterPart[] = [];
  const request = {
    configuration: testConfiguration({
      provider: 'ollama',
      model: 'qwen3:8b',
      baseUrl: server.origin,
      ...fields,
    }),
    key: null,
    messages: [{ role: 'user' as const, content: 'How deep is the well?' }],
    systemPrompt: null,
    signal: new AbortController().signal,
    onConnected: () => undefined,
  };
  for await (const part of adapter.generate(request)) parts.push(part);
  return parts;
}

test('sends the parameters under Ollama’s names', async () => {
  await ask({
    temperature: 0.3,
    topP: 0.9,
    maxOutputTokens: 64,
    contextLength: 8_192,
    keepAlive: '5m',
  });
  expect((await server.takeGeneration()).json).toMatchObject({
    keep_alive: '5m',
    options: { temperature: 0.3, top_p: 0.9, num_predict: 64, num_ctx: 8_192 },
  });
});

test.each([
  ['300', 300],
  ['-1', -1],
  ['0', 0],
])(
  'sends a keep-alive of %s as a number, since as text it would need a unit',
  async (given, sent) => {
    await ask({ keepAlive: given });
    expect((await server.takeGeneration()).json).toMatchObject({ keep_alive: sent });
  },
);

test('leaves out what is not set', async () => {
  await ask();
  expect((await server.takeGeneration()).json).toEqual({
    model: 'qwen3:8b',
    stream: true,
    messages: [{ role: 'user', content: 'How deep is the well?' }],
    options: {},
  });
});

test('gives the time for loading and for the output, in milliseconds', async () => {
  expect((await ask()).at(-1)).toMatchObject({
    type: 'finish',
    loadMs: 1_200,
    generationMs: 1_000,
  });
});

test('reads a last line without a line end', async () => {
  server.answerNext({
    steps: [
      { text: 'Twelve' },
      { raw: '{"message":{"content":""},"done":true,"done_reason":"stop"}' },
      'end',
    ],
  });
  expect(await ask()).toMatchObject([
    { type: 'text', delta: 'Twelve' },
    { type: 'finish', reason: 'stop', usage: null, loadMs: null, generationMs: null },
  ]);
});

test('a line broken in two by the end of the connection is an early end', async () => {
  server.answerNext({ steps: [{ text: 'Twelve' }, { raw: '{"message":{"con' }, 'end'] });
  await expect(ask()).rejects.toMatchObject({ code: 'stream-broken' });
});
