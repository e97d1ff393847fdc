import { Ollama } from 'ollama';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Gate } from './gate.ts';
import { ollamaDurations } from './ollama-chat.ts';
import { OllamaServer, queueFull } from './ollama-server.ts';

let server: OllamaServer;
let client: Ollama;

beforeEach(async () => {
  server = await OllamaServer.start();
  client = new Ollama({ host: server.origin });
});
afterEach(() => server.close());

const messages = [{ role: 'user', content: 'Water?' }];

function chat(model = 'qwen3:8b') {
  return client.chat({ model, messages, stream: true });
}

test('streams an answer that the Ollama client reads, with its figures', async () => {
  server.answerNext({
    steps: [{ reasoning: 'hm' }, { text: 'yes ' }, { text: 'please' }],
    usage: { input: 5, output: 3 },
    finish: 'length',
  });
  const parts = [];
  for await (const part of await chat()) parts.push(part);
  expect(parts.map(({ message }) => message.thinking ?? '').join('')).toBe('hm');
  expect(parts.map(({ message }) => message.content).join('')).toBe('yes please');
  expect(parts.at(-1)).toMatchObject({
    done: true,
    done_reason: 'length',
    prompt_eval_count: 5,
    eval_count: 3,
    load_duration: ollamaDurations.load,
  });
});

test('leaves the counts out where it has none', async () => {
  server.answerNext({ steps: [{ text: 'yes' }], usage: null });
  const parts = [];
  for await (const part of await chat()) parts.push(part);
  expect(parts.at(-1)).not.toHaveProperty('eval_count');
});

test('lists, describes and versions itself as Ollama does', async () => {
  expect((await client.list()).models.map(({ name }) => name)).toEqual([
    'llama3.2:latest',
    'qwen3:8b',
  ]);
  expect((await client.show({ model: 'llama3.2' })).details.parameter_size).toBe('3.2B');
  expect((await client.version()).version).toMatch(/^\d+\.\d+\.\d+$/);
});

test('refuses an unknown model and a full queue with a status', async () => {
  await expect(chat('mistral-small')).rejects.toMatchObject({
    status_code: 404,
    error: "model 'mistral-small' not found",
  });
  server.answerNext(queueFull);
  await expect(chat()).rejects.toMatchObject({ status_code: 503 });
});

test('fails in mid-stream in a line of its own', async () => {
  server.answerNext({ steps: [{ text: 'one' }, { failure: 'out of memory' }, 'end'] });
  let seen = '';
  await expect(async () => {
    for await (const part of await chat()) seen += part.message.content;
  }).rejects.toThrow('out of memory');
  expect(seen).toBe('one');
});

test('notices that the client goes away while it holds an answer back', async () => {
  const gate = new Gate();
  server.answerNext({ steps: [{ text: 'one' }, { hold: gate }] });
  const stream = await chat();
  const request = await server.takeGeneration();
  await gate.reached;
  stream.abort();
  expect(await request.closed).toBe('dropped');
  expect(request.json).toMatchObject({ model: 'qwen3:8b', messages });
});
