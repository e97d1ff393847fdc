/** How servers of other versions are read. What a person does with models is in local-models.test.ts. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { OllamaServer } from '../../../e2e/providers/ollama-server.ts';
import { systemClock } from '../generation/clock.ts';
import { OllamaApi } from './ollama-api.ts';

let server: OllamaServer;

beforeEach(async () => {
  server = await OllamaServer.start();
});
afterEach(() => server.close());

const api = new OllamaApi(
  () => Promise.reject(new Error('Nothing is simulated here.')),
  systemClock,
);

function request() {
  const { signal } = new AbortController();
  const endpoint = { baseUrl: server.origin, headers: {}, key: null, connectTimeoutMs: null };
  return { endpoint, signal };
}

test('a newer server that tells of capabilities and context lengths in its list is believed', async () => {
  const details = { family: 'qwen3', context_length: 40_960 };
  const model = { name: 'a:1b', size: 5, digest: 'd', details, capabilities: ['completion'] };
  server.interfere('/api/tags', { status: 200, body: { models: [model] } });
  expect(await api.installed(request())).toEqual([
    {
      name: 'a:1b',
      sizeBytes: 5,
      digest: 'd',
      parameterSize: null,
      quantisation: null,
      family: 'qwen3',
      capabilities: ['completion'],
      contextLength: 40_960,
      modifiedAt: null,
    },
  ]);
});

test('entries that are none are left out, and so are times that are none', async () => {
  const models = [{ name: 'a:1b', modified_at: '0001-01-01T00:00:00Z' }, { size: 5 }, 'b', null];
  server.interfere('/api/tags', { status: 200, body: { models } });
  expect(await api.installed(request())).toMatchObject([
    { name: 'a:1b', sizeBytes: 0, digest: '', modifiedAt: null },
  ]);
});

test('a server that has nothing may say so with null', async () => {
  server.interfere('/api/tags', { status: 200, body: { models: null } });
  server.interfere('/api/ps', { status: 200, body: { models: null } });
  expect(await api.installed(request())).toEqual([]);
  expect(await api.loaded(request())).toEqual([]);
});

test('an older server says nothing of capabilities, and a model may have no metadata', async () => {
  server.interfere('/api/show', { status: 200, body: { modelfile: 'FROM scratch' } });
  const { details, facts } = await api.details(request(), 'qwen3:8b');
  expect(details).toMatchObject({ capabilities: [], contextLength: null, info: [], template: '' });
  expect(facts).toEqual({ capabilities: null, contextLength: null, weights: null });
});

test('models made of the same weights are known by them', async () => {
  const weights = 'ab'.repeat(32);
  server.install({ name: 'mine:latest', size: 5, parameterSize: '1B', weights });
  const { facts } = await api.details(request(), 'mine:latest');
  expect(facts.weights).toBe(weights);
});
