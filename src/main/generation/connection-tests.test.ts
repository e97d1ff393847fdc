import { randomBytes, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Configuration } from '#shared/domain/configuration.ts';
import type { ConnectionTest } from '#shared/domain/connection-test.ts';
import type { RunEvent } from '#shared/domain/run.ts';
import { AppError } from '#shared/errors.ts';
import { redirectTo } from '../../../e2e/providers/chat-completions-server.ts';
import { Gate } from '../../../e2e/providers/gate.ts';
import type { ProviderServer } from '../../../e2e/providers/provider-server.ts';
import type { Scenario } from '../../../e2e/providers/scenario.ts';
import { createAdapters } from '../providers/adapters.ts';
import { testConfiguration } from '../providers/test-configuration.ts';
import { wires } from '../providers/testing/wires.ts';
import { Generation } from './generation.ts';
import { TestClock } from './test-clock.ts';

const adapterFor = createAdapters({
  simulatedFetch: async (...request) =>
    (await import('../demo/simulated-fetch.ts')).simulatedFetch(...request),
});

describe.each(wires)('$name', (wire) => {
  let server: ProviderServer;
  let clock: TestClock;
  let generation: Generation;
  let configuration: Configuration;
  let key: string;
  let readKey: () => Promise<string | null>;
  let lastOfRun: (event: RunEvent) => void;

  beforeEach(async () => {
    server = await wire.start();
    clock = new TestClock();
    key = `canary-${randomBytes(16).toString('hex')}`;
    readKey = async () => key;
    configuration = testConfiguration({
      provider: wire.provider,
      openaiApi: wire.openaiApi,
      model: wire.model,
      baseUrl: `${server.origin}${wire.basePath}`,
    });
    generation = new Generation({
      configurationFor: () => configuration,
      readKey: () => readKey(),
      adapterFor,
      send(_client, event) {
        if (event.type === 'phase' && event.phase === 'retrying') {
          queueMicrotask(() => clock.advance(event.retryAfterMs));
        }
        if (event.type === 'done' || event.type === 'failed') lastOfRun(event);
      },
      clock,
    });
  });

  afterEach(async () => {
    await generation.cancelAll();
    await server.close();
  });

  async function tested(
    scenarios: readonly Scenario[] = [],
    testId: string = randomUUID(),
  ): Promise<ConnectionTest> {
    server.answerNext(...scenarios);
    const result = await generation.test({ testId, configurationId: configuration.id }, 'one');
    expect(JSON.stringify(result)).not.toContain(key.slice(7, 23));
    return result;
  }

  async function runPasses(scenarios: readonly Scenario[]): Promise<boolean> {
    server.answerNext(...scenarios);
    const ended = new Promise<RunEvent>((resolve) => {
      lastOfRun = resolve;
    });
    const messages = [{ role: 'user' as const, content: 'How deep is the well?' }];
    const run = { runId: randomUUID(), configurationId: null, messages, systemPrompt: null };
    await generation.start(run, 'one');
    return (await ended).type === 'done';
  }

  /** `url+ key+ resolve~ …`: passed, failed, skipped (~), not found out (?). */
  function outline({ steps }: ConnectionTest): string {
    const signs = { passed: '+', failed: '!', skipped: '~', unknown: '?' };
    return steps.map(({ name, outcome }) => `${name}${signs[outcome]}`).join(' ');
  }

  test('goes as far as the first token, and closes the connection', async () => {
    const result = await tested([{ steps: [{ endlessly: 'drip ' }] }]);
    expect(result).toMatchObject({ outcome: 'passed', error: null });
    expect(outline(result)).toBe('url+ key+ resolve~ connect+ tls~ authorise+ model+ first-token+');
    const request = await server.takeGeneration();
    expect(request.apiKey).toBe(key);
    expect(await request.closed).toBe('dropped');
    expect(clock.pending).toBe(0);
  });

  test('asks with the parameters and the system prompt of a run', async () => {
    configuration = {
      ...configuration,
      temperature: 0.3,
      topP: 0.9,
      maxOutputTokens: 64,
      systemPrompt: 'Be brief.',
    };
    await tested();
    const request = await server.takeGeneration();
    expect(request.json).toMatchObject(wire.parameters);
    expect(request.body).toContain('Be brief.');
  });

  test('finds the address of a name', async () => {
    configuration = {
      ...configuration,
      baseUrl: configuration.baseUrl?.replace('127.0.0.1', 'localhost') ?? null,
    };
    const result = await tested();
    expect(result.outcome).toBe('passed');
    const resolved = result.steps.find(({ name }) => name === 'resolve');
    expect(resolved).toMatchObject({
      outcome: 'passed',
      detail: expect.stringMatching(/^(?:127\.|::1)/),
    });
  });

  test.each<[string, () => Scenario, string]>([
    ['a rejected key', () => wire.keyRejected(key), 'connect+ tls~ authorise! model? first-token?'],
    ['an unknown model', () => wire.modelUnknown, 'connect+ tls~ authorise+ model! first-token?'],
    ['an overload', () => wire.overloaded, 'connect+ tls~ authorise? model? first-token!'],
    ['a redirect', () => redirectTo('http://127.0.0.1:9'), 'authorise? model? first-token!'],
    [
      'a web page',
      () => ({ status: 200, headers: { 'content-type': 'text/html' }, body: '<p>Welcome</p>' }),
      'authorise? model? first-token!',
    ],
    [
      'a stream that begins with an error',
      () => ({ steps: [{ failure: 'The well ran dry' }] }),
      'authorise+ model+ first-token!',
    ],
    ['nothing at all', () => ({ steps: ['end'] }), 'authorise+ model+ first-token!'],
  ])('tells where it failed: %s', async (_what, scenario, expected) => {
    const result = await tested([scenario()]);
    expect(result.outcome).toBe('failed');
    expect(outline(result)).toContain(expected);
    expect(result.error?.message).toMatch(/^[^!]+[.?]$/);
    expect(server.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  test('tells that nothing listens', async () => {
    await server.close();
    const result = await tested();
    expect(outline(result)).toContain('key+ resolve~ connect! tls~ authorise?');
    expect(result.error?.code).toBe('unreachable');
    server = await wire.start();
  });

  test('tells that what listens speaks no TLS', async () => {
    configuration = {
      ...configuration,
      baseUrl: configuration.baseUrl?.replace('http:', 'https:') ?? null,
    };
    expect(outline(await tested())).toContain('connect+ tls! authorise?');
  });

  test('passes where a run passes, and nowhere else', async () => {
    const table: readonly Scenario[] = [
      { steps: [{ text: 'OK' }] },
      { steps: [{ reasoning: 'Hm.' }, { text: 'OK' }] },
      { steps: [] },
      { steps: ['end'] },
      { steps: [{ failure: 'The well ran dry' }] },
      { steps: [{ raw: wire.rubbish }] },
      { status: 200, headers: { 'content-type': 'text/html' }, body: '<p>Welcome</p>' },
      { status: 500, body: '' },
      wire.keyRejected(key),
      wire.modelUnknown,
      redirectTo('http://127.0.0.1:9'),
    ];
    for (const scenario of table) {
      const result = await tested([scenario]);
      expect([scenario, result.outcome === 'passed']).toEqual([
        scenario,
        await runPasses([scenario]),
      ]);
    }
  });

  test('asks nobody where there is no key, or it cannot be read', async () => {
    readKey = async () => null;
    expect(await tested()).toMatchObject({ outcome: 'failed', error: { code: 'key-absent' } });
    readKey = () => Promise.reject(new AppError('keychain-locked', 'The keychain is locked.'));
    const result = await tested();
    expect(outline(result)).toMatch(/^url\+ key! .*connect\? .*first-token\?$/);
    expect(result.error).toMatchObject({ code: 'keychain-locked' });
    expect(server.requests).toEqual([]);
  });

  test('needs no key where a configuration goes without', async () => {
    configuration = { ...configuration, authentication: 'none' };
    readKey = () => Promise.reject(new Error('It was read.'));
    expect(outline(await tested())).toMatch(/^url\+ key~ .* first-token\+$/);
  });

  test('is cancelled by its own client alone, and says how far it had come', async () => {
    const holdHeaders = new Gate();
    const testId = randomUUID();
    const testing = tested([{ holdHeaders, steps: [{ text: 'OK' }] }], testId);
    const request = await server.takeGeneration();
    await holdHeaders.reached;
    generation.cancelTest(testId, 'another');
    generation.cancelClient('another');
    generation.cancelTest(testId, 'one');
    const result = await testing;
    expect(result).toMatchObject({ outcome: 'cancelled', error: null });
    expect(outline(result)).toContain('connect+ tls~ authorise? model? first-token?');
    expect(await request.closed).toBe('dropped');
  });

  test('waits no longer for the first token than a run does, and gives the time of each step', async () => {
    const holdHeaders = new Gate();
    configuration = { ...configuration, firstTokenTimeoutMs: 5_000 };
    const testing = tested([{ holdHeaders, steps: [{ text: 'OK' }] }]);
    await holdHeaders.reached;
    clock.advance(5_000);
    const result = await testing;
    expect(result).toMatchObject({ error: { code: 'timeout-first-token' }, totalMs: 5_000 });
    expect(result.steps.at(-1)).toMatchObject({ outcome: 'failed', ms: 5_000 });
  });
});

test('a name that does not exist fails where it is looked up', async () => {
  const generation = new Generation({
    configurationFor: () =>
      testConfiguration({
        provider: 'custom',
        authentication: 'none',
        baseUrl: 'https://nowhere.invalid/v1',
      }),
    readKey: async () => null,
    adapterFor,
    send: () => undefined,
  });
  const id = randomUUID();
  const result = await generation.test({ testId: id, configurationId: id }, 'one');
  expect(result.steps.find(({ outcome }) => outcome === 'failed')?.name).toBe('resolve');
  expect(result.error?.message).toContain('was not found');
});

test('a simulated model is tested without a network', async () => {
  const generation = new Generation({
    configurationFor: () =>
      testConfiguration({
        provider: 'custom',
        authentication: 'none',
        model: 'simulated-large',
        baseUrl: 'https://models.keywell.invalid/v1',
      }),
    readKey: async () => null,
    adapterFor,
    send: () => undefined,
  });
  const id = randomUUID();
  const result = await generation.test({ testId: id, configurationId: id }, 'one');
  expect(result.outcome).toBe('passed');
  expect(
    result.steps.filter(({ outcome }) => outcome === 'skipped').map(({ name }) => name),
  ).toEqual(['key', 'resolve', 'connect', 'tls']);
});
