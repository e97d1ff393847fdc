import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { ChatCompletionsServer } from '../../../e2e/providers/chat-completions-server.ts';
import { OllamaServer } from '../../../e2e/providers/ollama-server.ts';
import { createAdapters } from './adapters.ts';
import { ModelLists } from './model-lists.ts';
import { testConfiguration } from './test-configuration.ts';
import { wires } from './testing/wires.ts';

const lists = new ModelLists({
  adapterFor: createAdapters({
    simulatedFetch: () => Promise.reject(new Error('Nothing is simulated here.')),
  }),
});
const key = 'canary-of-the-model-list-test';
const open: (Server | { close(): unknown })[] = [];

afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

async function endpoint(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
}

/** An endpoint that answers `GET /v1/models` with `body`. */
function listing(body: unknown): Promise<string> {
  return endpoint((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
}

async function chatCompletions(options: { readonly key: string | null }) {
  const server = await ChatCompletionsServer.start(options);
  open.push(server);
  return server;
}

function listAt(baseUrl: string) {
  return lists.list({ provider: 'custom', baseUrl, headers: {}, key: null, refresh: false });
}

function verifyAt(baseUrl: string, given = key) {
  return lists.verify(testConfiguration({ provider: 'custom', baseUrl }), given);
}

test.each<[string, unknown]>([
  ['OpenAI’s form', { data: [{ id: 'b' }, { id: 'a' }, { id: 'b' }] }],
  ['a bare list', [{ id: 'b' }, { id: 'a' }]],
  ['names of its own', { models: [{ model: 'b' }, { name: 'a' }] }],
  ['plain names', { data: ['b', 'a'] }],
  ['an entry that cannot be read', { data: [{ id: 'b' }, { nothing: true }, { id: 'a' }] }],
])('reads a list in %s', async (_form, body) => {
  const models = await listAt(await listing(body));
  expect(models.map(({ id }) => id)).toEqual(['a', 'b']);
});

test('says that what it got is no list', async () => {
  await expect(listAt(await listing({ ok: true }))).rejects.toMatchObject({
    code: 'answer-malformed',
  });
});

test.each(wires.filter(({ provider }) => provider !== 'ollama'))(
  '$name: a key that opens the list is verified, another is rejected, none is asked for',
  async (wire) => {
    const server = await wire.start();
    open.push(server);
    if ('key' in server) server.key = key;
    const configuration = testConfiguration({
      provider: wire.provider,
      baseUrl: `${server.origin}${wire.basePath}`,
    });
    expect(await lists.verify(configuration, key)).toBe(2);
    const wrong = 'canary-that-is-wrong-0000';
    const refusal: unknown = await lists.verify(configuration, wrong).catch((error) => error);
    expect(refusal).toMatchObject({ code: 'key-rejected' });
    expect(JSON.stringify(refusal)).not.toContain(wrong);
    const { headers: _headers, baseUrl, provider } = configuration;
    await expect(
      lists.list({ provider, baseUrl, headers: {}, key: null, refresh: true }),
    ).rejects.toMatchObject({ code: 'key-absent' });
  },
);

test('tells what a model can do and how much it takes, where the provider says', async () => {
  const told = new Map<string, unknown>();
  for (const wire of wires) {
    const server = await wire.start();
    open.push(server);
    const baseUrl = `${server.origin}${wire.basePath}`;
    const models = await lists.list({
      provider: wire.provider,
      baseUrl,
      headers: {},
      key,
      refresh: false,
    });
    told.set(
      wire.name,
      models.find(({ id }) => id === wire.model),
    );
  }
  const plain = { id: 'keystone-1', label: null, contextLength: null, capabilities: [] };
  expect(Object.fromEntries(told)).toEqual({
    'OpenAI, Responses': plain,
    'OpenAI, Chat Completions': plain,
    Anthropic: {
      id: 'keystone-1',
      label: 'Well keystone-1',
      contextLength: 200_000,
      capabilities: ['vision', 'reasoning'],
    },
    'Google Gemini': {
      id: 'keystone-1',
      label: 'Well keystone-1',
      contextLength: 1_048_576,
      capabilities: ['reasoning'],
    },
    Mistral: {
      id: 'keystone-1',
      label: 'keystone-1-2609',
      contextLength: 131_072,
      capabilities: ['tools', 'reasoning'],
    },
    Cohere: {
      id: 'keystone-1',
      label: null,
      contextLength: 256_000,
      capabilities: ['tools', 'reasoning'],
    },
    'OpenAI-compatible': plain,
    Ollama: { ...plain, id: 'qwen3:8b' },
  });
});

test('takes over what OpenAI-compatible endpoints tell beyond the id, and leaves out what answers no text', async () => {
  const baseUrl = await listing({
    data: [
      {
        id: 'openrouter/one',
        name: 'One',
        context_length: 128_000,
        architecture: { input_modalities: ['text', 'image'], output_modalities: ['text'] },
        supported_parameters: ['tools', 'reasoning', 'temperature'],
      },
      { id: 'vllm/two', max_model_len: 32_768 },
      { id: 'painter', architecture: { output_modalities: ['image'] } },
      { id: 'together/embedder', type: 'embedding' },
    ],
  });
  expect(await listAt(baseUrl)).toEqual([
    {
      id: 'openrouter/one',
      label: 'One',
      contextLength: 128_000,
      capabilities: ['vision', 'tools', 'reasoning'],
    },
    { id: 'vllm/two', label: null, contextLength: 32_768, capabilities: [] },
  ]);
});

test('asks once for an endpoint and a key, until it is to ask anew', async () => {
  const server = await chatCompletions({ key: null });
  const ask = (given: string | null, refresh = false) =>
    lists.list({
      provider: 'custom',
      baseUrl: server.baseUrl,
      headers: {},
      key: given,
      refresh,
    });
  await ask(key);
  await ask(key);
  expect(server.requests).toHaveLength(1);
  await ask('canary-of-another-key');
  await ask(null);
  expect(server.requests).toHaveLength(3);
  await ask(key, true);
  expect(server.requests).toHaveLength(4);
});

test('a list that failed is not remembered', async () => {
  const server = await chatCompletions({ key });
  const ask = () =>
    lists.list({
      provider: 'custom',
      baseUrl: server.baseUrl,
      headers: {},
      key: 'canary-not-yet-valid',
      refresh: false,
    });
  await expect(ask()).rejects.toMatchObject({ code: 'key-rejected' });
  server.key = 'canary-not-yet-valid';
  expect(await ask()).toHaveLength(2);
});

test('what Ollama has installed is asked for each time', async () => {
  const server = await OllamaServer.start();
  open.push(server);
  const endpointOf = { provider: 'ollama', baseUrl: server.origin, headers: {} } as const;
  await lists.list({ ...endpointOf, key: null, refresh: false });
  await lists.list({ ...endpointOf, key: null, refresh: false });
  expect(server.requests).toHaveLength(2);
});

test('a key that an endpoint puts among its models is taken out', async () => {
  const baseUrl = await listing({ data: [{ id: `model-${key}`, name: `Made for ${key}` }] });
  const models = await lists.list({
    provider: 'custom',
    baseUrl,
    headers: {},
    key,
    refresh: false,
  });
  expect(models).toMatchObject([{ id: 'model-[key]', label: 'Made for [key]' }]);
});

test('a list that leads back to a page it has sent comes to an end', async () => {
  let asked = 0;
  const baseUrl = await endpoint((_request, response) => {
    asked += 1;
    response.end(JSON.stringify({ models: [], nextPageToken: 'again' }));
  });
  expect(
    await lists.list({ provider: 'google', baseUrl, headers: {}, key, refresh: false }),
  ).toEqual([]);
  expect(asked).toBe(2);
});

test('a key that is valid and may not list models is not said to be rejected', async () => {
  const baseUrl = await endpoint((_request, response) =>
    response.writeHead(403).end(
      JSON.stringify({
        error: {
          message:
            'You have insufficient permissions for this operation. Missing scopes: api.model.read.',
        },
      }),
    ),
  );
  await expect(
    lists.verify(testConfiguration({ provider: 'openai', baseUrl }), key),
  ).rejects.toMatchObject({ code: 'key-not-checkable' });
});

test('a list that is open to everyone verifies nothing', async () => {
  const server = await chatCompletions({ key: null });
  await expect(verifyAt(server.baseUrl)).rejects.toMatchObject({ code: 'key-not-checkable' });
});

test('an endpoint without a list verifies nothing', async () => {
  const baseUrl = await endpoint((_request, response) => response.writeHead(404).end());
  await expect(verifyAt(baseUrl)).rejects.toMatchObject({
    code: 'key-not-checkable',
    message: expect.stringContaining('has no list of models'),
  });
});

test('a check that could not be made is not taken for one that failed', async () => {
  let asked = 0;
  const baseUrl = await endpoint((_request, response) => {
    asked += 1;
    if (asked === 1) response.end('{"data":[]}');
    else response.writeHead(503).end();
  });
  await expect(verifyAt(baseUrl)).rejects.toMatchObject({ code: 'overloaded' });
});

test('finds Ollama with what is installed', async () => {
  const server = await OllamaServer.start();
  open.push(server);
  expect(await lists.discoverOllama(server.origin)).toEqual({
    baseUrl: server.origin,
    running: true,
    models: [
      { name: 'llama3.2:latest', sizeBytes: 2_019_393_189, parameterSize: '3.2B' },
      { name: 'qwen3:8b', sizeBytes: 5_225_388_164, parameterSize: '8.2B' },
    ],
  });
});

test('takes anything but Ollama for Ollama not running', async () => {
  const server = await chatCompletions({ key: null });
  const nothing = { baseUrl: server.origin, running: false, models: [] };
  expect(await lists.discoverOllama(server.origin)).toEqual(nothing);
  await server.close();
  open.length = 0;
  expect(await lists.discoverOllama(nothing.baseUrl)).toEqual(nothing);
});
