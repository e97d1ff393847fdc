import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { ChatCompletionsServer } from '../../../e2e/providers/chat-completions-server.ts';
import { OllamaServer } from '../../../e2e/providers/ollama-server.ts';
import { createAdapters } from './adapters.ts';
import { ModelLists } from './model-lists.ts';
import { testConfiguration } from './test-configuration.ts';

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

test('a key that opens the list is verified', async () => {
  const server = await chatCompletions({ key });
  expect(await verifyAt(server.baseUrl)).toBe(2);
});

test('a key that does not is rejected', async () => {
  const server = await chatCompletions({ key });
  await expect(verifyAt(server.baseUrl, 'canary-that-is-wrong')).rejects.toMatchObject({
    code: 'key-rejected',
  });
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
