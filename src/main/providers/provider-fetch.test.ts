import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ChatCompletionsServer } from '../../../e2e/providers/chat-completions-server.ts';
import type { ProviderCall } from './provider-call.ts';
import { keyPlaceholder, providerFetch } from './provider-fetch.ts';

let server: ChatCompletionsServer;

beforeEach(async () => {
  server = await ChatCompletionsServer.start();
});
afterEach(() => server.close());

const key = 'canary-of-the-provider-fetch-test';

function call(fields: Partial<ProviderCall> = {}): ProviderCall {
  return {
    provider: 'custom',
    model: 'keystone-1',
    url: `${server.baseUrl}/models`,
    key,
    headers: {},
    connectTimeoutMs: null,
    signal: new AbortController().signal,
    onConnected: () => undefined,
    simulatedFetch: () => Promise.reject(new Error('Nothing is simulated here.')),
    ...fields,
  };
}

test('puts the key where the placeholder stands, in whichever header', async () => {
  const fetch = providerFetch(call());
  await fetch(`${server.baseUrl}/models`, { headers: { 'x-api-key': keyPlaceholder } });
  await fetch(`${server.baseUrl}/models`, {
    headers: { authorization: `Bearer ${keyPlaceholder}` },
  });
  const [first, second] = server.requests.map(({ headers }) => headers);
  expect(first).toMatchObject({ 'x-api-key': key });
  expect(first?.authorization).toBeUndefined();
  expect(second).toMatchObject({ authorization: `Bearer ${key}` });
});

test('puts the key into no header of the configuration, whatever that holds', async () => {
  const headers = { 'x-trace': keyPlaceholder, referer: `https://${keyPlaceholder}.example` };
  await providerFetch(call({ headers }))(`${server.baseUrl}/models`, {
    headers: { authorization: `Bearer ${keyPlaceholder}` },
  });
  const sent = server.requests[0]?.headers;
  expect(sent?.authorization).toBe(`Bearer ${key}`);
  expect(JSON.stringify({ ...sent, authorization: null })).not.toContain(key);
});

test('drops credentials that a library found for itself', async () => {
  await providerFetch(call())(`${server.baseUrl}/models`, {
    headers: { authorization: 'Bearer canary-of-someone-else', 'x-api-key': 'canary-too' },
  });
  const headers = server.requests[0]?.headers;
  expect([headers?.authorization, headers?.['x-api-key']]).toEqual([undefined, undefined]);
});

test('tells nothing of the machine', async () => {
  await providerFetch(call())(`${server.baseUrl}/models`, {
    headers: { 'user-agent': 'library/1.0 (arm64 linux)' },
  });
  expect(server.requests[0]?.headers['user-agent']).toBe('Keywell');
});

test('goes to no URL but the one of the call', async () => {
  const other = await ChatCompletionsServer.start();
  const fetch = providerFetch(call());
  await expect(fetch(`${other.baseUrl}/models`)).rejects.toMatchObject({ code: 'internal' });
  await expect(fetch(`${server.baseUrl}/files`)).rejects.toMatchObject({ code: 'internal' });
  expect([...other.requests, ...server.requests]).toEqual([]);
  await other.close();
});

test('a key that cannot be sent is not in the error', async () => {
  const odd = 'canary-with\nline-break-inside';
  const error: unknown = await providerFetch(call({ key: odd }))(`${server.baseUrl}/models`, {
    headers: { authorization: `Bearer ${keyPlaceholder}` },
  }).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'unreachable' });
  expect(JSON.stringify(error)).not.toContain('line-break');
});

test('gives up when no connection comes about within the connect timeout', async () => {
  // It accepts the connection, but never answers the TLS handshake that has to come before a request.
  const silent = createServer();
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const { port } = silent.address() as AddressInfo;
  const url = `https://127.0.0.1:${port}/v1/models`;
  let connected = false;
  const onConnected = () => {
    connected = true;
  };
  await expect(
    providerFetch(call({ url, connectTimeoutMs: 100, onConnected }))(url),
  ).rejects.toMatchObject({
    code: 'timeout-connect',
    message: expect.stringContaining('within 0.1 seconds (the connect timeout)'),
  });
  expect(connected).toBe(false);
  silent.close();
});

test('a request that is given up while it connects leaves no connection behind', async () => {
  const sockets: Socket[] = [];
  let onSocket: () => void = () => undefined;
  const silent = createServer((socket) => {
    socket.resume();
    sockets.push(socket);
    onSocket();
  });
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const { port } = silent.address() as AddressInfo;
  const url = `https://127.0.0.1:${port}/v1/models`;
  const accepted = (count: number) =>
    new Promise<void>((resolve) => {
      onSocket = () => sockets.length >= count && resolve();
      onSocket();
    });
  const [first, second] = [new AbortController(), new AbortController()];
  const ask = ({ signal }: AbortController) =>
    providerFetch(call({ url, signal }))(url).catch((error: unknown) => error);
  const asking = [ask(first), ask(second)];
  await accepted(2);
  // The sockets are for whoever of the two is connected first.
  first.abort(new Error('Stopped.'));
  expect(await asking[0]).toMatchObject({ message: 'Stopped.' });
  expect(sockets.map(({ closed }) => closed)).toEqual([false, false]);
  const closed = sockets.map((socket) => once(socket, 'close'));
  second.abort(new Error('Stopped, too.'));
  await Promise.all(closed);
  expect(await asking[1]).toMatchObject({ message: 'Stopped, too.' });
  silent.close();
});

test('says that a server does not speak https', async () => {
  const url = `${server.baseUrl}/models`.replace('http:', 'https:');
  await expect(providerFetch(call({ url }))(url)).rejects.toMatchObject({
    code: 'unreachable',
    message: expect.stringContaining('http://'),
  });
});

test('asks the simulated provider in process, and gives it no key', async () => {
  const url = 'https://models.keywell.invalid/v1/models';
  const asked: unknown[] = [];
  const response = await providerFetch(
    call({
      url,
      simulatedFetch: async (...request) => {
        asked.push(request);
        return Response.json({ data: [] });
      },
    }),
  )(url, { headers: { authorization: `Bearer ${keyPlaceholder}` } });
  expect(await response.json()).toEqual({ data: [] });
  expect(asked).toMatchObject([[url, { method: 'GET', body: null }]]);
  expect(JSON.stringify(asked)).not.toContain(key);
});

test('stops reading a line without end', async () => {
  const megabyte = new Uint8Array(1024 * 1024).fill(0x61);
  let sent = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 1;
      controller.enqueue(megabyte);
    },
  });
  const url = 'https://models.keywell.invalid/v1/models';
  const response = await providerFetch(
    call({ url, simulatedFetch: async () => new Response(endless) }),
  )(url);
  await expect(response.arrayBuffer()).rejects.toMatchObject({ code: 'answer-malformed' });
  expect(sent).toBeLessThan(25);
});
