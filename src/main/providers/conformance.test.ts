/** One suite for every adapter, against servers that speak each provider's wire. */
import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Configuration } from '#shared/domain/configuration.ts';
import { endpointUrl } from '#shared/domain/rules/endpoint.ts';
import { AppError } from '#shared/errors.ts';
import { redirectTo } from '../../../e2e/providers/chat-completions-server.ts';
import { Flood } from '../../../e2e/providers/flood.ts';
import { Gate } from '../../../e2e/providers/gate.ts';
import type { ProviderServer } from '../../../e2e/providers/provider-server.ts';
import type { StreamedAnswer } from '../../../e2e/providers/scenario.ts';
import type { AdapterPart, GenerationRequest } from './adapter.ts';
import { createAdapters } from './adapters.ts';
import { testConfiguration } from './test-configuration.ts';
import { wires } from './testing/wires.ts';

/** What stands for the network where a test cuts a stream into pieces of its own. */
let replay: readonly Uint8Array[] = [];
const adapterFor = createAdapters({
  simulatedFetch: async () => {
    const pieces = replay.values();
    return new Response(
      new ReadableStream<Uint8Array>({
        pull(controller) {
          const { done, value } = pieces.next();
          if (done) controller.close();
          else controller.enqueue(value);
        },
      }),
    );
  },
});

/** Where libraries look for what they are not given. */
const environment = [
  'OPENAI_API_KEY',
  'ANTHROPIC_API_KEY',
  'ANTHROPIC_AUTH_TOKEN',
  'GOOGLE_API_KEY',
  'GOOGLE_GENERATIVE_AI_API_KEY',
  'MISTRAL_API_KEY',
  'COHERE_API_KEY',
  'OLLAMA_API_KEY',
] as const;
const environmentUrls = ['OPENAI_BASE_URL', 'ANTHROPIC_BASE_URL', 'OLLAMA_HOST'] as const;

describe.each(wires)('$name', (wire) => {
  let server: ProviderServer;
  let key: string;
  let printed: unknown[][];

  beforeEach(async () => {
    server = await wire.start();
    key = `canary-${randomBytes(16).toString('hex')}`;
    printed = [];
    for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const) {
      vi.spyOn(console, level).mockImplementation((...words) => printed.push(words));
    }
  });

  afterEach(async () => {
    vi.restoreAllMocks();
    await server.close();
    // Libraries print what they cannot parse: prompts, answers, sometimes keys.
    expect(printed).toEqual([]);
  });

  function ask(
    fields: Partial<Configuration> = {},
    request: Partial<GenerationRequest> = {},
  ): AsyncIterator<AdapterPart> {
    return adapterFor(wire.provider)
      .generate({
        configuration: testConfiguration({
          provider: wire.provider,
          openaiApi: wire.openaiApi,
          model: wire.model,
          ...fields,
          baseUrl: fields.baseUrl ?? `${server.origin}${wire.basePath}`,
        }),
        key,
        messages: [{ role: 'user', content: 'How deep is the well?' }],
        systemPrompt: null,
        signal: new AbortController().signal,
        onConnected: () => undefined,
        ...request,
      })
      [Symbol.asyncIterator]();
  }

  /** All parts, and what was thrown after them. */
  async function outcome(...asked: Parameters<typeof ask>) {
    const parts: AdapterPart[] = [];
    let error: unknown = null;
    try {
      for await (const part of { [Symbol.asyncIterator]: () => ask(...asked) }) parts.push(part);
    } catch (thrown) {
      error = thrown;
    }
    const joined = (type: 'text' | 'reasoning') =>
      parts.map((part) => (part.type === type ? part.delta : '')).join('');
    return {
      text: joined('text'),
      reasoning: joined('reasoning'),
      finish: parts.find((part) => part.type === 'finish'),
      error,
    };
  }

  /** The error of a run that must fail, after making sure that no part of the key is in it. */
  async function failure(...asked: Parameters<typeof ask>): Promise<AppError> {
    const { error } = await outcome(...asked);
    if (!(error instanceof AppError)) throw new Error('It did not fail with an AppError.');
    const everything = JSON.stringify([error.toShape(), error.stack, String(error.cause)]);
    expect(everything).not.toContain(key.slice(7, 23));
    expect(error.message).toMatch(/^[^!]+[.?]$/);
    return error;
  }

  test('yields text, reasoning apart, and the figures at the end', async () => {
    server.answerNext({
      steps: [
        { reasoning: 'Let me ' },
        { reasoning: 'see.' },
        { text: 'Twelve ' },
        { text: 'feet.' },
      ],
      usage: { input: 21, output: 9, cached: 6, reasoning: 4 },
    });
    const { text, reasoning, finish, error } = await outcome();
    expect({ text, reasoning, error }).toEqual({
      text: 'Twelve feet.',
      reasoning: 'Let me see.',
      error: null,
    });
    // Whatever a provider adds up, and whatever it counts beside the rest.
    expect(finish).toMatchObject({
      reason: 'stop',
      usage: {
        inputTokens: 21,
        outputTokens: 9,
        totalTokens: 30,
        cachedInputTokens: wire.counts.cached ? 6 : null,
        reasoningTokens: wire.counts.reasoning ? 4 : null,
      },
    });
  });

  test('says that the limit on output tokens ended the answer', async () => {
    server.answerNext({ steps: [{ text: 'Twelve' }], finish: 'length' });
    expect((await outcome()).finish).toMatchObject({ reason: 'length' });
  });

  test.skipIf(wire.alwaysCounts)('has no figures where the provider gives none', async () => {
    server.answerNext({ steps: [{ text: 'Twelve' }], usage: null });
    expect((await outcome()).finish).toMatchObject({ reason: 'stop', usage: null });
  });

  test('takes an empty answer for an answer', async () => {
    server.answerNext({ steps: [] });
    expect(await outcome()).toMatchObject({ text: '', error: null, finish: { reason: 'stop' } });
  });

  test('sends the key to the endpoint, with the extra headers of the configuration', async () => {
    await outcome({ headers: { 'x-team': 'wells' } });
    const { apiKey, headers } = await server.takeGeneration();
    expect(apiKey).toBe(key);
    expect(headers['x-team']).toBe('wells');
    expect(JSON.stringify(headers)).not.toContain('__KEYWELL__');
  });

  test('sends no credentials without a key, whatever the environment holds', async () => {
    for (const name of environment) vi.stubEnv(name, 'canary-from-the-environment');
    for (const name of environmentUrls) vi.stubEnv(name, 'http://127.0.0.1:9/v1');
    await outcome({}, { key: null });
    vi.unstubAllEnvs();
    const { apiKey, headers } = await server.takeGeneration();
    expect(apiKey).toBe(null);
    expect(JSON.stringify(headers)).not.toMatch(/canary|__KEYWELL__/);
  });

  test('sends the conversation after the system prompt', async () => {
    const messages = [
      { role: 'user', content: 'Hello' },
      { role: 'assistant', content: 'Hello. What can I do?' },
      { role: 'user', content: 'How deep is the well?' },
    ] as const;
    await outcome({}, { messages, systemPrompt: 'Be brief.' });
    const request = await server.takeGeneration();
    expect(request.json).toMatchObject(wire.sent(messages, 'Be brief.'));
    expect(`${request.path} ${request.body}`).toContain(wire.model);
  });

  test('sends the parameters that are set under the provider’s names, and no others', async () => {
    await outcome({ temperature: 0.3, topP: 0.9, maxOutputTokens: 64 });
    await outcome();
    expect((await server.takeGeneration()).json).toMatchObject(wire.parameters);
    expect((await server.takeGeneration()).body).not.toMatch(/temperature|top_?p|"p"/i);
  });

  const schema = {
    type: 'object',
    properties: { depth: { type: 'number' } },
    required: ['depth'],
    additionalProperties: false,
  };

  test('asks the answer to keep to a schema in the provider’s own way, and only where one is given', async () => {
    server.answerNext({ steps: [{ text: '{"depth":' }, { text: ' 12}' }] });
    expect(await outcome({ temperature: 0.3 }, { responseSchema: schema })).toMatchObject({
      text: '{"depth": 12}',
      finish: { reason: 'stop' },
      error: null,
    });
    await outcome();
    const [asked, plain] = [await server.takeGeneration(), await server.takeGeneration()];
    expect(asked.json).toMatchObject(wire.keepingTo(schema));
    expect(asked.body).toContain('0.3');
    expect(plain.body).not.toMatch(/schema|format/i);
  });

  test('asks without the schema where the provider refuses it, and takes no other refusal for that', async () => {
    const message = 'Invalid format: this model does not support a JSON schema (response_format).';
    server.answerNext({ status: 400, body: { error: { message, code: 'invalid_value' } } });
    expect(await outcome({}, { responseSchema: schema })).toMatchObject({ error: null });
    const [asked, plain] = [await server.takeGeneration(), await server.takeGeneration()];
    expect(asked.json).toMatchObject(wire.keepingTo(schema));
    expect(plain.body).not.toMatch(/"(?:json_)?schema"|responseJsonSchema|"format"/);
    // Refused once, it is not wished for again of this model.
    expect(await outcome({}, { responseSchema: schema })).toMatchObject({ error: null });
    expect((await server.takeGeneration()).body).not.toMatch(
      /json_schema|responseJsonSchema|"format"/,
    );

    server.answerNext({ status: 400, body: { error: { message: 'No such tool.' } } });
    expect(
      (await outcome({ model: 'keystone-1-mini' }, { responseSchema: schema })).error,
    ).toBeInstanceOf(AppError);
    expect(server.requests.filter(({ method }) => method === 'POST')).toHaveLength(4);
  });

  test('a rejected key is said to be rejected, and the echo of it is taken out', async () => {
    server.answerNext(wire.keyRejected(key));
    const error = await failure();
    expect(error.code).toBe('key-rejected');
    expect(error.data?.details).toContain('[key]');
  });

  test('a key that comes back in the headers of an answer is in nothing of it', async () => {
    const headers = {
      'www-authenticate': `Bearer realm="${key}"`,
      'retry-after': key,
      'x-request-id': key,
    };
    server.answerNext({ ...wire.keyRejected(key), headers });
    expect((await failure()).code).toBe('key-rejected');
    server.answerNext({
      status: 200,
      headers: { 'content-type': `text/html; of=${key}` },
      body: '',
    });
    expect((await failure()).code).toBe('answer-malformed');
    server.answerNext(redirectTo(`http://127.0.0.1:9/${key}/v1?key=${key}`));
    expect((await failure()).code).toBe('redirected');
  });

  test('a request without a key that needs one says so', async () => {
    server.answerNext(wire.keyRejected(null));
    expect((await failure({}, { key: null })).code).toBe('key-absent');
  });

  test('an unknown model is named', async () => {
    server.answerNext(wire.modelUnknown);
    const error = await failure();
    expect(error.code).toBe('model-unknown');
    expect(error.message).toContain(`"${wire.model}"`);
  });

  test('a rate limit says when to try again', async () => {
    server.answerNext(wire.rateLimited(7));
    const error = await failure();
    expect(error.code).toBe('rate-limited');
    expect(error.data?.retryAfterMs).toBe(7_000);
    expect(error.message).toContain('Run again in 7 seconds.');
  });

  test('an overloaded provider is told from a broken one', async () => {
    server.answerNext(wire.overloaded);
    expect((await failure()).code).toBe('overloaded');
    server.answerNext({ status: 500, body: 'Something broke' });
    expect((await failure()).code).toBe('provider-failed');
  });

  test('an error in mid-stream ends the run with its words; what came before is kept', async () => {
    server.answerNext({
      steps: [{ text: 'Twelve ' }, { failure: `The well ran dry for ${key}` }, { text: 'feet.' }],
    });
    const { text, error } = await outcome();
    expect(text).toBe('Twelve ');
    expect(error).toMatchObject({ code: 'provider-failed' });
    expect(String(error)).toContain('The well ran dry for [key]');
    expect(JSON.stringify(error)).not.toContain(key);
  });

  test('a malformed chunk ends the run rather than leaving a hole in the answer', async () => {
    server.answerNext({ steps: [{ text: 'Twelve ' }, { raw: wire.rubbish }, { text: 'feet.' }] });
    const { text, error } = await outcome();
    expect(text).toBe('Twelve ');
    expect(error).toMatchObject({ code: 'answer-malformed' });
  });

  test('an answer that ends without its closing chunk is broken off', async () => {
    server.answerNext({ steps: [{ text: 'Twelve ' }, 'end'] });
    expect(await outcome()).toMatchObject({ text: 'Twelve ', error: { code: 'stream-broken' } });
  });

  test('an answer of nothing at all is broken off', async () => {
    server.answerNext({ steps: ['end'] });
    expect((await failure()).code).toBe('stream-broken');
  });

  test('a reset in mid-stream is broken off', async () => {
    const gate = new Gate();
    server.answerNext({ steps: [{ text: 'Twelve ' }, { hold: gate }, 'reset'] });
    const parts = ask();
    expect(await parts.next()).toMatchObject({ value: { type: 'text', delta: 'Twelve ' } });
    gate.release();
    await expect(parts.next()).rejects.toMatchObject({ code: 'stream-broken' });
  });

  test('a web page instead of an answer points to the base URL', async () => {
    server.answerNext({
      status: 200,
      headers: { 'content-type': 'text/html; charset=utf-8' },
      body: '<!doctype html><title>Sign in</title>',
    });
    const error = await failure();
    expect(error.code).toBe('answer-malformed');
    expect(error.message).toContain('base URL');
  });

  test('a redirect is refused and named, and nothing arrives at its target', async () => {
    const elsewhere = await wire.start();
    server.answerNext(redirectTo(`${elsewhere.origin}/elsewhere?key=${key}`));
    const error = await failure();
    expect(error.code).toBe('redirected');
    expect(error.message).toContain(elsewhere.origin);
    expect(elsewhere.requests).toEqual([]);
    await elsewhere.close();
  });

  test('a server that is not there is said not to be there', async () => {
    const gone = `${server.origin}${wire.basePath}`;
    await server.close();
    expect((await failure({ baseUrl: gone })).code).toBe('unreachable');
    server = await wire.start();
  });

  test.each(['\n', '\r\n'] as const)(
    'reads lines ending in %j, cut after every byte',
    async (lineEnd) => {
      server.answerNext({
        steps: [{ reasoning: 'tief …' }, { text: 'zwölf Fuß 🪣 ' }, { text: '深い' }],
        lineEnd,
        splitAt: 'every-byte',
      });
      const { text, reasoning, error } = await outcome();
      expect({ text, reasoning, error }).toEqual({
        text: 'zwölf Fuß 🪣 深い',
        reasoning: 'tief …',
        error: null,
      });
    },
  );

  test('reads a stream cut in two at any byte', async () => {
    const bytes = await recorded({ steps: [{ text: 'ü🪣' }], lineEnd: '\r\n' });
    const baseUrl = `https://replay.keywell.invalid${wire.basePath}`;
    for (let at = 1; at < bytes.length; at += 1) {
      replay = [bytes.subarray(0, at), bytes.subarray(at)];
      const { text, error, finish } = await outcome({ baseUrl });
      if (text !== 'ü🪣' || finish === undefined) {
        expect.fail(`Cut after byte ${at}: ${JSON.stringify({ text, error, finish })}`);
      }
    }
  }, 30_000);

  test('takes an answer of 50 MB as fast as it is read, and no faster', async () => {
    const flood = new Flood('x'.repeat(64 * 1024), 800);
    server.answerNext({ steps: [{ flood }] });
    let received = 0;
    let furthestAhead = 0;
    for await (const part of { [Symbol.asyncIterator]: () => ask() }) {
      if (part.type !== 'text') continue;
      received += part.delta.length;
      furthestAhead = Math.max(furthestAhead, flood.sent * flood.piece.length - received);
    }
    expect(received).toBe(50 * 1024 * 1024);
    // What is on the way is in the buffers of two sockets and of a handful of streams.
    expect(furthestAhead).toBeLessThan(16 * 1024 * 1024);
  }, 30_000);

  test('a cancel before the headers closes the connection', async () => {
    const holdHeaders = new Gate();
    server.answerNext({ holdHeaders, steps: [{ text: 'Twelve' }] });
    const controller = new AbortController();
    const next = ask({}, { signal: controller.signal }).next();
    const request = await server.takeGeneration();
    await holdHeaders.reached;
    controller.abort();
    await expect(next).rejects.toThrow();
    expect(await request.closed).toBe('dropped');
  });

  test('whatever comes of the connection after the last word, the answer is whole', async () => {
    server.answerNext({
      steps: [{ text: 'Twelve ' }, { text: 'feet.' }],
      staysOpen: wire.lastWord,
    });
    expect(await outcome()).toMatchObject({
      text: 'Twelve feet.',
      finish: { reason: 'stop', usage: { outputTokens: 2 } },
      error: null,
    });
    const request = await server.takeGeneration();
    expect(await request.closed).toBe(wire.lastWord ? 'dropped' : 'answered');
  });

  test('a cancel in mid-stream closes the connection', async () => {
    const gate = new Gate();
    server.answerNext({ steps: [{ text: 'Twelve ' }, { hold: gate }] });
    const controller = new AbortController();
    const parts = ask({}, { signal: controller.signal });
    expect(await parts.next()).toMatchObject({ value: { delta: 'Twelve ' } });
    const request = await server.takeGeneration();
    controller.abort();
    await expect(parts.next()).rejects.toThrow();
    expect(await request.closed).toBe('dropped');
  });

  test('a reader that loses interest closes the connection', async () => {
    server.answerNext({ steps: [{ endlessly: 'drip ' }] });
    for await (const part of { [Symbol.asyncIterator]: () => ask() }) {
      expect(part).toMatchObject({ type: 'text' });
      break;
    }
    expect(await (await server.takeGeneration()).closed).toBe('dropped');
  });

  test('is connected before the provider says anything', async () => {
    const holdHeaders = new Gate();
    server.answerNext({ holdHeaders, steps: [{ text: 'Twelve' }] });
    const { promise: connected, resolve } = Promise.withResolvers<void>();
    const next = ask({}, { onConnected: resolve }).next();
    await holdHeaders.reached;
    await connected;
    holdHeaders.release();
    expect(await next).toMatchObject({ value: { delta: 'Twelve' } });
  });

  test('lists the models that can generate, all pages of them', async () => {
    const models = await adapterFor(wire.provider).listModels({
      configuration: testConfiguration({
        provider: wire.provider,
        baseUrl: `${server.origin}${wire.basePath}`,
      }),
      key,
      signal: new AbortController().signal,
    });
    const ids = models.map(({ id }) => id);
    expect(ids).toHaveLength(2);
    expect(ids).toContain(wire.model);
    expect(server.requests.every(({ apiKey }) => apiKey === key)).toBe(true);
  });

  /** The stream that the server answers with, byte for byte. */
  async function recorded(answer: StreamedAnswer): Promise<Uint8Array> {
    server.answerNext(answer);
    const { provider, openaiApi, model } = wire;
    const base = `${server.origin}${wire.basePath}`;
    const url = endpointUrl(provider, base, 'generate', { model, openaiApi }) ?? '';
    const response = await fetch(url, { method: 'POST', body: JSON.stringify({ model }) });
    return new Uint8Array(await response.arrayBuffer());
  }
});
