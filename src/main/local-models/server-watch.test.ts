/** What who watches a server is told, and what the server is asked for it. */
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import type { LocalModelsChange } from '#shared/domain/local-server.ts';
import { AppError } from '#shared/errors.ts';
import { Gate } from '../../../e2e/providers/gate.ts';
import { manyModels } from '../../../e2e/providers/ollama-models.ts';
import { OllamaServer } from '../../../e2e/providers/ollama-server.ts';
import { TestClock } from '../generation/test-clock.ts';
import { KnownFacts } from './known-facts.ts';
import { localServers } from './testing/local-server.ts';
import { Watches } from './watches.ts';

const address = { configurationId: null };

let server: OllamaServer;

beforeEach(async () => {
  server = await OllamaServer.start();
});

function watching(checkMayLook: () => void = () => undefined) {
  // Deadlines of requests have a clock of their own, so that one sees by the other whether a look is under way.
  const [clock, deadlines] = [new TestClock(), new TestClock()];
  const told: { readonly clientId: string; readonly change: LocalModelsChange }[] = [];
  const watches = new Watches({
    servers: localServers(server.origin, [], { clock: deadlines }),
    facts: new KnownFacts(),
    clock,
    checkMayLook,
    send: (clientId, change) => told.push({ clientId, change }),
    onUnexpected(error) {
      throw error;
    },
  });
  onTestFinished(async () => {
    watches.close();
    await server.close();
  });
  /** All that a client knows by what it was told. */
  const known = (clientId = 'a'): LocalModelsChange =>
    Object.assign(
      { address },
      ...told.filter((one) => one.clientId === clientId).map(({ change }) => change),
    );
  const knows = (wanted: object, clientId = 'a') =>
    expect.poll(() => known(clientId), { timeout: 5_000 }).toMatchObject(wanted);
  /** Until the look under way is over, and the next waits for its time. */
  const idle = () => expect.poll(() => clock.pending, { timeout: 5_000 }).toBe(1);
  const asked = (path: string) => server.requests.filter((one) => one.path === path).length;
  return { clock, deadlines, watches, told, known, knows, idle, asked };
}

test('who begins to watch is told everything, and what no list tells a little later', async () => {
  const { watches, knows } = watching();
  watches.watch(address, 'a');
  await knows({
    status: { state: 'running', version: '0.12.6', problem: null },
    loaded: [],
    installed: {
      models: [
        { name: 'llama3.2:latest', contextLength: 131_072, capabilities: ['completion', 'tools'] },
        { name: 'qwen3:8b' },
      ],
    },
  });
});

test('nothing is told as long as nothing differs', async () => {
  const { clock, watches, told, knows, idle, asked } = watching();
  watches.watch(address, 'a');
  await knows({ installed: { models: [{ contextLength: 131_072 }, { contextLength: 131_072 }] } });
  await idle();
  const before = told.length;
  for (let look = 0; look < 6; look += 1) {
    clock.advance(3_000);
    await idle();
  }
  expect(asked('/api/ps')).toBe(7);
  // Asked for less often than what is in memory.
  expect(asked('/api/tags')).toBe(4);
  expect(asked('/api/version')).toBe(1);
  expect(asked('/api/show')).toBe(2);
  expect(told).toHaveLength(before);
});

test('what somebody else loads, unloads, installs or deletes is noticed', async () => {
  const { clock, watches, knows, idle } = watching();
  watches.watch(address, 'a');
  await knows({ installed: { models: [{}, {}] } });
  await idle();
  server.uninstall('qwen3:8b');
  server.install({ name: 'new:1b', size: 5, parameterSize: '1B' });
  const [model] = server.models;
  if (model === undefined) throw new Error('Nothing is installed.');
  const loaded = { model, size: 200, sizeVram: 150, contextLength: 4_096, expiresAt: null };
  server.inMemory.set(model.name, loaded);
  for (let look = 0; look < 2; look += 1) {
    clock.advance(3_000);
    await idle();
  }
  await knows({
    installed: { models: [{ name: 'llama3.2:latest' }, { name: 'new:1b' }] },
    loaded: [
      {
        name: 'llama3.2:latest',
        memoryBytes: 200,
        vramBytes: 150,
        vramShare: 0.75,
        contextLength: 4_096,
        expiresAt: null,
      },
    ],
  });
});

test('a server that is not running is looked for ever less often, and found by itself when it is back', async () => {
  const { clock, watches, knows, idle, told } = watching();
  await server.close();
  watches.watch(address, 'a');
  await knows({
    status: {
      state: 'not-running',
      version: null,
      problem: { code: 'unreachable', message: expect.stringContaining('is not running') },
    },
    loaded: [],
  });
  await idle();
  const pauses: number[] = [];
  for (let look = 0; look < 8; look += 1) {
    let waited = 0;
    while (clock.pending === 1) {
      clock.advance(500);
      waited += 500;
    }
    pauses.push(waited);
    await idle();
  }
  expect(pauses).toEqual([2_000, 3_000, 4_500, 7_000, 10_500, 15_000, 15_000, 15_000]);
  // It was told once.
  expect(told).toHaveLength(1);
  await server.listen();
  clock.advance(15_000);
  await knows({ status: { state: 'running', version: '0.12.6' } });
});

test('a server that answers slowly, then not at all, is said to fail, and its socket is closed', async () => {
  const { clock, deadlines, watches, knows, idle } = watching();
  const slow = new Gate();
  server.interfere('/api/ps', slow);
  watches.watch(address, 'a');
  await slow.reached;
  deadlines.advance(9_000);
  slow.release();
  await knows({ status: { state: 'running' } });
  await idle();

  server.interfere('/api/ps', new Gate());
  clock.advance(3_000);
  const [, silent] = [await server.take('/api/ps'), await server.take('/api/ps')];
  deadlines.advance(10_000);
  expect(await silent.closed).toBe('dropped');
  await knows({
    status: {
      state: 'failing',
      problem: { message: expect.stringContaining('did not answer within 10 seconds') },
    },
  });
});

test.each([
  ['text', { status: 200, body: 'grmbl' }],
  ['other JSON', { status: 200, body: { hello: 'there' } }],
  ['a web page', { status: 200, headers: { 'content-type': 'text/html' }, body: '<html></html>' }],
])('a server that speaks nonsense, %s, is said to fail', async (_what, answer) => {
  const { watches, knows } = watching();
  server.interfere('/api/version', answer);
  watches.watch(address, 'a');
  await knows({
    status: {
      state: 'failing',
      problem: {
        code: 'answer-malformed',
        message: expect.stringContaining('does not speak Ollama'),
      },
    },
  });
});

test('a server from before there was a way to tell what is in memory is running all the same', async () => {
  const { watches, knows } = watching();
  server.interfere('/api/ps', { status: 404, body: '404 page not found' });
  watches.watch(address, 'a');
  await knows({ status: { state: 'running' }, loaded: [], installed: { models: [{}, {}] } });
});

test('nobody watches: nothing is asked, and what is under way is closed', async () => {
  const { clock, watches, idle, asked } = watching();
  watches.watch(address, 'a');
  watches.watch(address, 'b');
  await idle();
  watches.unwatch(address, 'a');
  const gate = new Gate();
  server.interfere('/api/ps', gate);
  clock.advance(3_000);
  await gate.reached;
  const requests = server.requests.filter(({ path }) => path === '/api/ps');
  watches.forget('b');
  expect(await requests.at(-1)?.closed).toBe('dropped');
  expect(clock.pending).toBe(0);
  const before = asked('/api/ps');
  clock.advance(60_000);
  expect(asked('/api/ps')).toBe(before);
});

test('a second client is told at once what is known, and both of what changes', async () => {
  const { watches, knows, known, idle } = watching();
  watches.watch(address, 'a');
  await knows({ installed: { models: [{ contextLength: 131_072 }, { contextLength: 131_072 }] } });
  await idle();
  watches.watch(address, 'b');
  expect(known('b')).toEqual(known('a'));
  server.uninstall('qwen3:8b');
  watches.lookAt(server.origin);
  for (const client of ['a', 'b']) {
    await knows({ installed: { models: [{ name: 'llama3.2:latest' }] } }, client);
  }
});

test('who may not look any more is told so, and the server is left alone', async () => {
  let allowed = true;
  const { clock, watches, knows, idle, asked } = watching(() => {
    if (!allowed) throw new AppError('forbidden', 'You may not do this.');
  });
  watches.watch(address, 'a');
  await idle();
  const before = asked('/api/ps');
  allowed = false;
  clock.advance(3_000);
  await knows({ status: { state: 'failing', problem: { code: 'forbidden' } } });
  expect(asked('/api/ps')).toBe(before);
});

test('of hundreds of models each is asked about once, few at a time', async () => {
  for (const model of manyModels(120)) server.install(model);
  const { clock, watches, knows, known, idle, asked } = watching();
  let most = 0;
  const underWay = new Set<unknown>();
  const push = server.requests.push.bind(server.requests);
  server.requests.push = (...requests) => {
    for (const request of requests) {
      if (request.path !== '/api/show') continue;
      underWay.add(request);
      most = Math.max(most, underWay.size);
      void request.closed.then(() => underWay.delete(request));
    }
    return push(...requests);
  };
  watches.watch(address, 'a');
  await expect
    .poll(() => known().installed?.models.filter(({ contextLength }) => contextLength !== null), {
      timeout: 10_000,
    })
    .toHaveLength(122);
  await knows({ installed: { models: { length: 122 } } });
  await idle();
  clock.advance(6_000);
  await idle();
  expect(asked('/api/show')).toBe(122);
  expect(most).toBeLessThanOrEqual(4);
});

test('what could not be asked because the server went away is asked when it is back', async () => {
  for (const model of manyModels(12)) server.install(model);
  const { clock, watches, knows, known, idle } = watching();
  const gate = new Gate();
  server.interfere('/api/show', gate);
  watches.watch(address, 'a');
  await server.take('/api/show');
  await idle();
  await server.close();
  server.behave();
  clock.advance(6_000);
  await knows({ status: { state: 'not-running' } });
  await idle();
  await server.listen();
  clock.advance(15_000);
  await expect
    .poll(() => known().installed?.models.filter(({ contextLength }) => contextLength === null), {
      timeout: 5_000,
    })
    .toEqual([]);
});
