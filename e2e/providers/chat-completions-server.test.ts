import { once } from 'node:events';
import { request } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ChatCompletionsServer, rateLimited } from './chat-completions-server.ts';
import { Gate } from './gate.ts';
import type { StreamedAnswer } from './scenario.ts';

let server: ChatCompletionsServer;

beforeEach(async () => {
  server = await ChatCompletionsServer.start();
});
afterEach(() => server.close());

function ask(fields: object = {}, init: RequestInit = {}): Promise<Response> {
  return fetch(`${server.baseUrl}/chat/completions`, {
    method: 'POST',
    headers: { authorization: 'Bearer canary-of-the-server-test' },
    body: JSON.stringify({ model: 'keystone-1', stream: true, messages: [], ...fields }),
    ...init,
  });
}

/** The payloads of an event stream, by the letter of the HTML standard: events end at an empty line. */
function payloadsOf(stream: string): readonly string[] {
  return stream
    .split(/\r\n\r\n|\n\n/)
    .filter((event) => event !== '')
    .map((event) => event.replace(/^data: /, ''));
}

test('streams role, text, finish reason, usage and [DONE], in that order', async () => {
  const response = await ask({ stream_options: { include_usage: true } });

  expect(response.headers.get('content-type')).toContain('text/event-stream');
  const payloads = payloadsOf(await response.text());
  expect(payloads.at(-1)).toBe('[DONE]');
  const chunks = payloads.slice(0, -1).map((payload) => JSON.parse(payload));
  expect(chunks[0].choices[0].delta.role).toBe('assistant');
  const text = chunks.flatMap((chunk) => chunk.choices).map(({ delta }) => delta.content ?? '');
  expect(text.join('')).toBe('The well is deep and clear.');
  expect(chunks.at(-2).choices[0].finish_reason).toBe('stop');
  expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { completion_tokens: 3 } });
});

test('gives no figures unless they are asked for', async () => {
  expect(await (await ask()).text()).not.toContain('usage');
});

test('streams reasoning apart from text, and the finish reason that was scripted', async () => {
  server.answerNext({ steps: [{ reasoning: 'hm' }, { text: 'yes' }], finish: 'length' });
  const chunks = payloadsOf(await (await ask()).text())
    .slice(0, -1)
    .map((payload) => JSON.parse(payload).choices[0]);
  expect(chunks.map(({ delta }) => delta.reasoning_content ?? '').join('')).toBe('hm');
  expect(chunks.map(({ delta }) => delta.content ?? '').join('')).toBe('yes');
  expect(chunks.at(-1).finish_reason).toBe('length');
});

test('echoes a wrong key in its 401', async () => {
  server.key = 'canary-the-right-one';
  const response = await ask();
  expect(response.status).toBe(401);
  expect(JSON.parse(await response.text()).error.message).toContain('canary-of-the-server-test');
  expect((await fetch(`${server.baseUrl}/models`)).status).toBe(401);
});

test('knows its models, and no others', async () => {
  const listed = JSON.parse(await (await fetch(`${server.baseUrl}/models`)).text());
  expect(listed.data.map(({ id }: { id: string }) => id)).toEqual(server.models);
  const unknown = await ask({ model: 'keystone-9' });
  expect(unknown.status).toBe(404);
  expect(JSON.parse(await unknown.text()).error.code).toBe('model_not_found');
});

test('plays scripted answers once each, then its usual one', async () => {
  server.answerNext(rateLimited(7));
  const limited = await ask();
  expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '7']);
  expect((await ask()).status).toBe(200);
});

test('records the request, and that a client went away', async () => {
  const gate = new Gate();
  server.answerNext({ steps: [{ text: 'one' }, { hold: gate }, { text: 'two' }] });
  const controller = new AbortController();
  const response = await ask({}, { signal: controller.signal });
  const request = await server.takeGeneration();
  await gate.reached;

  const reading = response.text();
  controller.abort();

  await expect(reading).rejects.toThrow();
  expect(await request.closed).toBe('dropped');
  expect(request.bearer).toBe('canary-of-the-server-test');
  expect(request.json).toMatchObject({ model: 'keystone-1', stream: true });
});

test('says of a whole answer that it was sent', async () => {
  await (await ask()).text();
  expect(await (await server.takeGeneration()).closed).toBe('answered');
});

test('sends nothing beyond a gate until it is released', async () => {
  const gate = new Gate();
  server.answerNext({ steps: [{ text: 'one' }, { hold: gate }, { text: 'two' }] });
  const response = await ask();
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  await gate.reached;
  let seen = '';
  while (!seen.includes('"one"')) seen += (await reader?.read())?.value ?? '';
  expect(seen).not.toContain('"two"');
  gate.release();
  while (!seen.includes('[DONE]')) seen += (await reader?.read())?.value ?? '';
  expect(seen).toContain('"two"');
});

/** What arrives, chunk by chunk as the server sent it: fetch would join what waits to be read. */
async function chunksOfNext(scenario: StreamedAnswer): Promise<readonly Buffer[]> {
  server.answerNext(scenario);
  const asked = request(`${server.baseUrl}/chat/completions`, { method: 'POST' });
  asked.end(JSON.stringify({ model: 'keystone-1' }));
  const [response] = await once(asked, 'response');
  const chunks: Buffer[] = [];
  response.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(response, 'end');
  return chunks;
}

test('cuts what it sends where it is told, and changes no byte', async () => {
  const steps = [{ text: 'zwölf 🪣' }];
  const whole = await chunksOfNext({ steps });
  const cut = await chunksOfNext({ steps, splitAt: 10 });
  const bytewise = await chunksOfNext({ steps, splitAt: 'every-byte' });
  expect(cut[0]).toHaveLength(10);
  expect(Buffer.concat(cut)).toEqual(Buffer.concat(whole));
  expect(bytewise).toHaveLength(Buffer.concat(whole).length);
  expect(Buffer.concat(bytewise)).toEqual(Buffer.concat(whole));
});

test('ends lines as scripted', async () => {
  server.answerNext({ steps: [{ text: 'one' }], lineEnd: '\r\n' });
  const stream = await (await ask()).text();
  expect(stream.replaceAll('\r\n', '')).not.toContain('\n');
  expect(payloadsOf(stream).at(-1)).toBe('[DONE]');
});

test('breaks an answer off by its end, an error, rubbish or a reset', async () => {
  const gate = new Gate();
  server.answerNext(
    { steps: [{ text: 'one' }, 'end'] },
    { steps: [{ text: 'one' }, { failure: 'The well ran dry' }, 'end'] },
    { steps: [{ text: 'one' }, { raw: 'data: {"choices"\n\n' }] },
    { steps: [{ text: 'one' }, { hold: gate }, 'reset'] },
  );
  expect(await (await ask()).text()).not.toContain('[DONE]');
  const failed = payloadsOf(await (await ask()).text());
  expect(JSON.parse(failed.at(-1) ?? '').error.message).toBe('The well ran dry');
  expect(payloadsOf(await (await ask()).text())).toContain('{"choices"');
  const response = await ask();
  gate.release();
  await expect(response.text()).rejects.toThrow();
});

test('goes on endlessly until the client goes', async () => {
  server.answerNext({ steps: [{ endlessly: 'tick ' }] });
  const controller = new AbortController();
  const response = await ask({}, { signal: controller.signal });
  const request = await server.takeGeneration();
  let seen = 0;
  await expect(async () => {
    for await (const chunk of response.body ?? []) {
      seen += chunk.length;
      if (seen > 2_000) controller.abort();
    }
  }).rejects.toThrow();
  expect(await request.closed).toBe('dropped');
});
