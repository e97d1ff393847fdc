import { randomBytes, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Configuration } from '#shared/domain/configuration.ts';
import type { RunEvent } from '#shared/domain/run.ts';
import { AppError } from '#shared/errors.ts';
import {
  ChatCompletionsServer,
  keyRejected,
} from '../../../e2e/providers/chat-completions-server.ts';
import { Gate } from '../../../e2e/providers/gate.ts';
import { OllamaServer } from '../../../e2e/providers/ollama-server.ts';
import { createAdapters } from '../providers/adapters.ts';
import { testConfiguration } from '../providers/test-configuration.ts';
import type { EndedRun } from './ended-run.ts';
import { Generation } from './generation.ts';
import { TestClock } from './test-clock.ts';
import { keptCharacters, Transcript } from './transcript.ts';

let server: ChatCompletionsServer;
let clock: TestClock;
let generation: Generation;
let configuration: Configuration;
let key: string | null;
let readKey: () => Promise<string | null>;
let events: (RunEvent & { readonly clientId: string })[];
let onEvent: () => void;

const adapterFor = createAdapters({
  simulatedFetch: async (...request) =>
    (await import('../demo/simulated-fetch.ts')).simulatedFetch(...request),
});

beforeEach(async () => {
  server = await ChatCompletionsServer.start();
  clock = new TestClock();
  key = `canary-${randomBytes(16).toString('hex')}`;
  configuration = testConfiguration({ provider: 'custom', baseUrl: server.baseUrl });
  readKey = async () => key;
  events = [];
  onEvent = () => undefined;
  generation = new Generation({
    configurationFor: () => configuration,
    readKey: () => readKey(),
    adapterFor,
    send(clientId, event) {
      events.push({ ...event, clientId });
      onEvent();
    },
    clock,
  });
});

afterEach(async () => {
  await generation.cancelAll();
  await server.close();
});

function start(runId: string = randomUUID(), clientId = 'window-1') {
  const messages = [{ role: 'user' as const, content: 'How deep is the well?' }];
  return generation.start({ runId, configurationId: null, messages, systemPrompt: null }, clientId);
}

/** Resolves when an event has come of which `wanted` is true. */
function seen(wanted: (event: RunEvent) => boolean): Promise<RunEvent> {
  return new Promise((resolve) => {
    const look = () => {
      const found = events.find(wanted);
      if (found !== undefined) resolve(found);
    };
    onEvent = look;
    look();
  });
}

const isLast = ({ type }: RunEvent) => type === 'done' || type === 'failed';
const ended = () => seen(isLast);

function textOf(all: readonly RunEvent[]): string {
  return all.map((event) => (event.type === 'text' ? event.delta : '')).join('');
}

test('tells of a run from its first phase to its figures, in numbered events', async () => {
  const runId = randomUUID();
  const started = await start(runId);
  expect(started).toEqual({
    runId,
    configuration: {
      id: configuration.id,
      name: 'Under test',
      provider: 'custom',
      model: 'keystone-1',
      simulated: false,
    },
  });
  expect(await ended()).toMatchObject({
    type: 'done',
    reason: 'stop',
    usage: { inputTokens: 11, outputTokens: 3, source: 'provider' },
    timing: { startedAt: '2026-11-23T09:00:00.000Z', loadMs: null },
    cost: { kind: 'unknown' },
  });
  expect(events.map((event) => event.seq)).toEqual(events.map((_event, at) => at));
  expect(events.flatMap((event) => (event.type === 'phase' ? [event.phase] : []))).toEqual([
    'connecting',
    'waiting',
    'streaming',
  ]);
  expect(textOf(events)).toBe('The well is deep and clear.');
  expect(new Set(events.map((event) => event.runId))).toEqual(new Set([runId]));
});

test('gives what a run was, once, right after its last event', async () => {
  const given: EndedRun[] = [];
  const echoed = `It is ${key}, and 12 feet.`;
  configuration = { ...configuration, systemPrompt: 'Be brief.' };
  server.answerNext({ steps: [{ reasoning: 'Look down.' }, { text: echoed }] });
  const messages = [{ role: 'user' as const, content: 'How deep?' }];
  const input = { runId: randomUUID(), configurationId: null, messages, systemPrompt: null };
  await generation.start(input, 'window-1', (run) => {
    expect(events.at(-1)).toMatchObject(run.end);
    given.push(run);
  });
  await ended();
  expect(given).toMatchObject([
    {
      configuration: { id: configuration.id, name: 'Under test', simulated: false },
      messages,
      systemPrompt: 'Be brief.',
      answer: 'It is [key], and 12 feet.',
      reasoning: 'Look down.',
      end: { type: 'done', runId: input.runId },
    },
  ]);
  server.answerNext(keyRejected(String(key)));
  events = [];
  await generation.start({ ...input, systemPrompt: '' }, 'window-1', (run) => given.push(run));
  await ended();
  expect(given.at(1)).toMatchObject({ systemPrompt: null, answer: '', end: { type: 'failed' } });
  expect(JSON.stringify(given)).not.toContain(key);
});

test('keeps of an endless answer as much as a turn may be long', () => {
  const transcript = new Transcript();
  const delta = 'x'.repeat(keptCharacters / 2 + 1);
  for (const seq of [0, 1, 2]) transcript.add({ runId: randomUUID(), seq, type: 'text', delta });
  expect(transcript.answer).toHaveLength(keptCharacters);
});

test('sends the first text at once, without waiting for more', async () => {
  const gate = new Gate();
  server.answerNext({ steps: [{ text: 'Twelve ' }, { hold: gate }, { text: 'feet.' }] });
  await start();
  expect(await seen(({ type }) => type === 'text')).toMatchObject({ delta: 'Twelve ' });
  gate.release();
  await ended();
  expect(textOf(events)).toBe('Twelve feet.');
});

test('measures from the start of the run, on its own clock', async () => {
  const [headers, middle] = [new Gate(), new Gate()];
  server.answerNext({
    holdHeaders: headers,
    steps: [{ text: 'a' }, { hold: middle }, { text: 'b' }],
    usage: { input: 5, output: 11 },
  });
  await start();
  await headers.reached;
  clock.advance(400);
  headers.release();
  await seen(({ type }) => type === 'text');
  clock.advance(2_000);
  middle.release();
  expect(await ended()).toMatchObject({
    timing: { timeToFirstTokenMs: 400, totalMs: 2_400, tokensPerSecond: 5 },
  });
});

test('what cannot begin is refused before any event', async () => {
  key = null;
  await expect(start()).rejects.toMatchObject({ code: 'key-absent' });
  readKey = () => Promise.reject(new AppError('keychain-locked', 'The keychain is locked.'));
  await expect(start()).rejects.toMatchObject({ code: 'keychain-locked' });
  expect(events).toEqual([]);
  expect(server.requests).toEqual([]);
});

test('an id in use is refused, and free again after its run', async () => {
  const gate = new Gate();
  server.answerNext({ steps: [{ hold: gate }, { text: 'Twelve' }] });
  const runId = randomUUID();
  await start(runId);
  await expect(start(runId)).rejects.toMatchObject({ code: 'conflict' });
  await expect(start(runId, 'window-2')).rejects.toMatchObject({ code: 'conflict' });
  gate.release();
  await ended();
  await start(runId);
});

test('reads no key for a configuration that goes without', async () => {
  configuration = { ...configuration, authentication: 'none' };
  readKey = () => Promise.reject(new Error('It was read.'));
  await start();
  expect(await ended()).toMatchObject({ type: 'done' });
  expect((await server.takeGeneration()).bearer).toBe(null);
});

test('takes the system prompt given, or else the configuration’s; an empty one is none', async () => {
  configuration = { ...configuration, systemPrompt: 'Be brief.' };
  const run = (systemPrompt: string | null) =>
    generation.start(
      {
        runId: randomUUID(),
        configurationId: null,
        messages: [{ role: 'user', content: 'Hello' }],
        systemPrompt,
      },
      'window-1',
    );
  const sent = [];
  for (const systemPrompt of [null, 'Be long.', '']) {
    await run(systemPrompt);
    sent.push(JSON.stringify((await server.takeGeneration()).json));
  }
  expect(sent[0]).toContain('Be brief.');
  expect(sent[1]).toContain('Be long.');
  expect(sent[2]).not.toContain('system');
});

test('a run keeps the configuration and the key it started with', async () => {
  const other = await ChatCompletionsServer.start();
  const record = { ...configuration, headers: { 'x-team': 'first' } };
  configuration = record;
  const firstKey = key;
  const reading = Promise.withResolvers<string | null>();
  readKey = () => reading.promise;
  const gate = new Gate();
  server.answerNext({ holdHeaders: gate, steps: [{ text: 'Twelve' }] });

  const starting = start();
  Object.assign(record, { model: 'changed', baseUrl: other.baseUrl, headers: {} });
  reading.resolve(firstKey);
  await starting;
  const first = await server.takeGeneration();
  key = 'canary-of-the-second-run';
  readKey = async () => key;
  gate.release();
  expect(await ended()).toMatchObject({ type: 'done', reason: 'stop' });
  expect([first.bearer, first.headers['x-team']]).toEqual([firstKey, 'first']);
  expect(first.json).toMatchObject({ model: 'keystone-1' });

  await start();
  expect(await other.takeGeneration()).toMatchObject({ bearer: key, json: { model: 'changed' } });
  await other.close();
});

test('the key is in none of the events of a run whose endpoint echoes it', async () => {
  server.answerNext(
    keyRejected(key),
    { steps: [{ text: `You sent ${key?.slice(0, 9)}` }, { text: `${key?.slice(9)}, thanks.` }] },
    { steps: [{ reasoning: `${key}` }, { failure: `Not with ${key}` }] },
  );
  for (let run = 0; run < 3; run += 1) {
    await start();
    await ended();
    expect(JSON.stringify(events)).not.toContain(key?.slice(9, 25));
    events = [];
  }
});

test('a failure is an event, with what arrived before it', async () => {
  server.answerNext({ steps: [{ text: 'Twelve ' }, { text: 'fe' }, 'end'] });
  await start();
  expect(await ended()).toMatchObject({
    type: 'failed',
    error: { code: 'stream-broken' },
    timing: { tokensPerSecond: null },
  });
  expect(textOf(events)).toBe('Twelve fe');
  expect(events.filter(isLast)).toHaveLength(1);
});

test('cancelling keeps what arrived, estimates the figures and closes the connection', async () => {
  server.answerNext({ steps: [{ text: 'Twelve' }, { hold: new Gate() }] });
  const runId = randomUUID();
  await start(runId);
  await seen(({ type }) => type === 'text');
  generation.cancel(runId, 'window-1');
  expect(await ended()).toMatchObject({
    type: 'done',
    reason: 'cancelled',
    usage: { inputTokens: 6, outputTokens: 2, source: 'estimated' },
  });
  expect(await (await server.takeGeneration()).closed).toBe('dropped');
  generation.cancel(runId, 'window-1');
  expect(events.filter(isLast)).toHaveLength(1);
  expect(clock.pending).toBe(0);
});

test('cancelling works before the provider has said anything', async () => {
  const holdHeaders = new Gate();
  server.answerNext({ holdHeaders, steps: [{ text: 'Twelve' }] });
  const runId = randomUUID();
  await start(runId);
  const request = await server.takeGeneration();
  generation.cancel(runId, 'window-1');
  expect(await ended()).toMatchObject({ type: 'done', reason: 'cancelled' });
  expect(await request.closed).toBe('dropped');
});

test('a run cancelled while its key is read makes no request', async () => {
  const { promise, resolve } = Promise.withResolvers<string>();
  readKey = () => promise;
  const runId = randomUUID();
  const starting = start(runId);
  generation.cancel(runId, 'window-1');
  resolve('canary-read-too-late');
  await starting;
  expect(await ended()).toMatchObject({
    reason: 'cancelled',
    usage: { inputTokens: null, outputTokens: 0 },
  });
  expect(server.requests).toEqual([]);
});

test('a client cancels and loses only its own runs', async () => {
  server.answerNext({ steps: [{ hold: new Gate() }] }, { steps: [{ hold: new Gate() }] });
  const [mine, theirs] = [randomUUID(), randomUUID()];
  await start(mine, 'window-1');
  await start(theirs, 'window-2');
  generation.cancel(theirs, 'window-1');
  generation.cancelClient('window-1');
  expect(await ended()).toMatchObject({ runId: mine, reason: 'cancelled' });
  expect(events.filter(({ runId }) => runId === theirs).some(isLast)).toBe(false);
  expect(
    events.every(({ runId, clientId }) => (runId === mine) === (clientId === 'window-1')),
  ).toBe(true);
});

test('closing ends every run, also one that is still reading its key, and starts no other', async () => {
  server.answerNext({ steps: [{ hold: new Gate() }] });
  await start();
  const { promise, resolve } = Promise.withResolvers<string>();
  readKey = () => promise;
  const starting = start();
  const closed = generation.cancelAll();
  resolve('canary-read-too-late');
  await Promise.all([closed, starting]);
  expect(events.filter(isLast)).toMatchObject([{ reason: 'cancelled' }, { reason: 'cancelled' }]);
  await expect(start()).rejects.toMatchObject({ code: 'closing' });
});

test('gives up when no answer begins within the first token timeout', async () => {
  server.answerNext({ steps: [{ hold: new Gate() }] });
  await start();
  const request = await server.takeGeneration();
  clock.advance(119_999);
  expect(events.some(isLast)).toBe(false);
  clock.advance(1);
  expect(await ended()).toMatchObject({
    type: 'failed',
    error: {
      code: 'timeout-first-token',
      message: expect.stringContaining('within 120 seconds (the first token timeout)'),
    },
  });
  expect(await request.closed).toBe('dropped');
});

test('gives up when an answer falls silent for the idle timeout of the configuration', async () => {
  configuration = { ...configuration, idleTimeoutMs: 5_000 };
  const gate = new Gate();
  server.answerNext({
    steps: [{ text: 'a' }, { hold: gate }, { text: 'b' }, { hold: new Gate() }],
  });
  await start();
  await seen(({ type }) => type === 'text');
  clock.advance(4_999);
  gate.release();
  await seen((event) => event.type === 'text' && event.delta === 'b');
  clock.advance(4_999);
  expect(events.some(isLast)).toBe(false);
  clock.advance(1);
  expect(await ended()).toMatchObject({
    error: { code: 'timeout-idle', message: expect.stringContaining('for 5 seconds') },
  });
  expect(textOf(events)).toBe('ab');
});

test('an Ollama run on this machine costs nothing, says so, and may load its model for minutes', async () => {
  const ollama = await OllamaServer.start();
  const holdHeaders = new Gate();
  ollama.answerNext({ holdHeaders, steps: [{ text: 'Twelve' }] });
  configuration = testConfiguration({
    provider: 'ollama',
    model: 'qwen3:8b',
    baseUrl: ollama.origin,
    authentication: 'none',
  });
  await start();
  await holdHeaders.reached;
  clock.advance(599_000);
  holdHeaders.release();
  expect(await ended()).toMatchObject({
    type: 'done',
    cost: { kind: 'local' },
    timing: { loadMs: 1_200, tokensPerSecond: 1, timeToFirstTokenMs: 599_000 },
  });
  await ollama.close();
});

test('an adapter that fails in its own way does not put its words before a person', async () => {
  generation = new Generation({
    configurationFor: () => configuration,
    readKey,
    adapterFor: () => ({
      // biome-ignore lint/correctness/useYield: it fails before it has anything to yield.
      async *generate() {
        throw new TypeError(`undefined is not a function of ${key}`);
      },
      listModels: async () => [],
    }),
    send: (clientId, event) => {
      events.push({ ...event, clientId });
      onEvent();
    },
    clock,
  });
  await start();
  expect(await ended()).toMatchObject({ type: 'failed', error: { code: 'internal' } });
  expect(JSON.stringify(events)).not.toContain('undefined is not');
});
