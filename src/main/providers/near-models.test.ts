import { expect, test } from 'vitest';
import { AppError } from '#shared/errors.ts';
import { OllamaServer } from '../../../e2e/providers/ollama-server.ts';
import { createAdapters } from './adapters.ts';
import { nearModels } from './near-models.ts';
import { testConfiguration } from './test-configuration.ts';

const offered = ['llama3.2:latest', 'qwen3:8b', 'openai/gpt-4o-mini', 'gpt-4o', 'mistral-large'];

test.each([
  ['llama3.2', ['llama3.2:latest']],
  ['Llama-3.2', ['llama3.2:latest']],
  ['qwen3:14b', ['qwen3:8b']],
  ['gpt4o', ['gpt-4o', 'openai/gpt-4o-mini']],
  ['gpt-4o-mimi', ['openai/gpt-4o-mini', 'gpt-4o']],
  ['claude', []],
  ['', []],
])('near to %s: %j', (asked, near) => {
  expect(nearModels(asked, offered)).toEqual(near);
});

test('an unknown model’s error names what was probably meant', async () => {
  const server = await OllamaServer.start();
  const adapter = createAdapters({ simulatedFetch: () => Promise.reject(new Error()) })('ollama');
  const parts = adapter.generate({
    configuration: testConfiguration({
      provider: 'ollama',
      model: 'qwen3:80b',
      baseUrl: server.origin,
    }),
    key: null,
    messages: [{ role: 'user', content: 'How deep is the well?' }],
    systemPrompt: null,
    signal: new AbortController().signal,
    onConnected: () => undefined,
  });
  const error: unknown = await parts[Symbol.asyncIterator]()
    .next()
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(AppError);
  expect(error).toMatchObject({
    code: 'model-unknown',
    data: { status: 404, models: ['qwen3:8b'] },
  });
  expect(String(error)).toContain('Did you mean "qwen3:8b"?');
  await server.close();
});
