/** Local models as a page meets them: through the routes of a whole Keywell, beside a real server. */
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { Gate } from '../../e2e/providers/gate.ts';
import { layerOf, modelOf } from '../../e2e/providers/ollama-models.ts';
import { OllamaServer } from '../../e2e/providers/ollama-server.ts';
import { configurationFields } from './registry/testing/configuration-fields.ts';
import type { ComposedCore } from './testing/composed-core.ts';
import { startCore } from './testing/start-core.ts';
import { canaryKey } from './vault/testing/canary-key.ts';

const address = { configurationId: null };
const weights = layerOf('weights', 1_000);
const licence = layerOf('licence', 10);

let server: OllamaServer;

beforeEach(async () => {
  server = await OllamaServer.start({
    registry: [
      modelOf('tuned:1b', [weights, licence]),
      modelOf('big:70b', [layerOf('big', 9_000)]),
    ],
  });
});

async function open() {
  const { core } = await startCore({ ollamaHost: server.origin });
  onTestFinished(() => server.close());
  return core;
}

test('lists what is installed, and counts once what copies share', async () => {
  const core = await open();
  await core.request('localModels.copy', { address, source: 'qwen3:8b', destination: 'mine' });
  const { models, diskBytes } = await core.request('localModels.list', { address });
  expect(models.map(({ name }) => name)).toEqual(['llama3.2:latest', 'mine:latest', 'qwen3:8b']);
  expect(models[2]).toMatchObject({
    sizeBytes: 5_225_388_164,
    parameterSize: '8.2B',
    quantisation: 'Q4_K_M',
    family: 'llama',
    modifiedAt: '2026-10-01T10:00:00.123Z',
  });
  expect(diskBytes).toBe(2_019_393_189 + 5_225_388_164);
});

test('pulls a model, to which the list of the server is added', async () => {
  const core = await open();
  const { id } = await core.request('localModels.pull', {
    address,
    name: 'tuned:1b',
    insecure: false,
  });
  await expect
    .poll(() => core.request('localModels.pulls', {}))
    .toMatchObject({
      pulls: [{ id, name: 'tuned:1b', state: 'done', completedBytes: 1_010, totalBytes: 1_010 }],
    });
  const { models } = await core.request('localModels.list', { address });
  expect(models.map(({ name }) => name)).toContain('tuned:1b');
});

test('a client that goes takes its questions with it, and leaves its pulls', async () => {
  const core = await open();
  const [list, pull] = [new Gate(), new Gate()];
  server.interfere('/api/tags', list);
  server.scriptPull('big:70b', { holds: [{ at: 4_000, gate: pull }] });
  const refused = core.refusal('localModels.list', { address });
  await core.request('localModels.pull', { address, name: 'big:70b', insecure: false });
  await Promise.all([list.reached, pull.reached]);
  core.dropClient();
  expect(await refused).toMatchObject({ code: 'closing' });
  expect(await (await server.take('/api/tags')).closed).toBe('dropped');
  pull.release();
  await expect
    .poll(() => core.request('localModels.pulls', {}))
    .toMatchObject({
      pulls: [{ name: 'big:70b', state: 'done', completedBytes: 9_000 }],
    });
});

test('tells all there is of a model', async () => {
  const core = await open();
  expect(await core.request('localModels.show', { address, name: 'qwen3:8b' })).toMatchObject({
    name: 'qwen3:8b',
    template: '{{ .Prompt }}',
    system: 'You answer in one sentence.',
    licence: 'A licence',
    parameters: [
      { name: 'stop', value: '"<|eot_id|>"' },
      { name: 'temperature', value: '0.6' },
    ],
    capabilities: ['completion', 'tools'],
    contextLength: 131_072,
    parameterSize: '8.2B',
    quantisation: 'Q4_K_M',
    info: [
      { name: 'general.architecture', value: 'llama' },
      { name: 'general.parameter_count', value: '3212749888' },
      { name: 'llama.context_length', value: '131072' },
      { name: 'tokenizer.ggml.tokens', value: '300 entries' },
    ],
  });
});

test('a model deleted while it is listed is said to be gone, and no reason to fail', async () => {
  const core = await open();
  server.uninstall('qwen3:8b');
  expect(await core.refusal('localModels.show', { address, name: 'qwen3:8b' })).toMatchObject({
    code: 'model-unknown',
    message: expect.stringContaining('"qwen3:8b" is not installed'),
  });
  const gone = { address, name: 'qwen3:8b' };
  const refusals = [
    await core.refusal('localModels.load', { ...gone, keepAlive: null }),
    await core.refusal('localModels.unload', gone),
  ];
  expect(refusals.map(({ code }) => code)).toEqual(['model-unknown', 'model-unknown']);
  const names = ['qwen3:8b', 'llama3.2:latest'];
  expect(await core.request('localModels.delete', { address, names })).toEqual({
    deletions: [
      { name: 'qwen3:8b', outcome: 'gone', bytesFreed: 0, message: null },
      { name: 'llama3.2:latest', outcome: 'deleted', bytesFreed: 2_019_393_189, message: null },
    ],
    bytesFreed: 2_019_393_189,
  });
});

test('deleting frees what no other model shares, and one that fails keeps no other from it', async () => {
  const core = await open();
  await core.request('localModels.copy', { address, source: 'qwen3:8b', destination: 'mine' });
  const copy = await core.request('localModels.delete', { address, names: ['mine:latest'] });
  expect(copy.bytesFreed).toBe(0);
  const last = await core.request('localModels.delete', { address, names: ['qwen3:8b'] });
  expect(last.bytesFreed).toBe(5_225_388_164);

  server.interfere('/api/delete', {
    status: 500,
    body: { error: 'remove blob: permission denied' },
  });
  const { deletions } = await core.request('localModels.delete', {
    address,
    names: ['llama3.2:latest', 'other'],
  });
  for (const deletion of deletions) {
    expect(deletion).toMatchObject({
      outcome: 'failed',
      bytesFreed: 0,
      message: expect.stringMatching(/could not do this: “remove blob: permission denied”/),
    });
  }
});

test('a copy does not take the place of another model', async () => {
  const core = await open();
  const input = { address, source: 'qwen3:8b', destination: 'LLAMA3.2' };
  expect(await core.refusal('localModels.copy', input)).toMatchObject({
    code: 'name-taken',
    data: { fields: { destination: expect.stringContaining('"llama3.2:latest"') } },
  });
});

test('loads a model for as long as is asked, and unloads it', async () => {
  const core = await open();
  const name = 'qwen3:8b';
  const running = async () => (await core.request('localModels.running', { address })).models;
  await core.request('localModels.load', { address, name, keepAlive: '-1' });
  expect(await running()).toMatchObject([{ name, vramShare: 0.8, expiresAt: null }]);
  await core.request('localModels.load', { address, name, keepAlive: '10m' });
  const [{ expiresAt = null } = {}] = await running();
  expect(Math.abs(new Date(expiresAt ?? 0).getTime() - Date.now() - 600_000)).toBeLessThan(60_000);
  await core.request('localModels.unload', { address, name });
  expect(await running()).toEqual([]);
});

test('loads also a model that only embeds', async () => {
  const core = await open();
  const name = 'embedder:latest';
  server.install({ name, size: 5, parameterSize: '137M', capabilities: ['embedding'] });
  await core.request('localModels.load', { address, name, keepAlive: null });
  expect((await core.request('localModels.running', { address })).models).toMatchObject([{ name }]);
});

test('a model that does not fit says so in Ollama’s words', async () => {
  const core = await open();
  const error = 'model requires more system memory (48.0 GiB) than is available (12.0 GiB)';
  server.interfere('/api/generate', { status: 500, body: { error } });
  const input = { address, name: 'qwen3:8b', keepAlive: null };
  expect((await core.refusal('localModels.load', input)).message).toContain(`“${error}”`);
});

test('takes nothing for a keep-alive that Ollama would not, nor sends it', async () => {
  const core = await open();
  const input = { address, name: 'qwen3:8b', keepAlive: canaryKey() };
  expect(await core.refusal('localModels.load', input)).toMatchObject({
    code: 'invalid-input',
    message: expect.not.stringContaining(input.keepAlive),
  });
  expect(server.requests).toEqual([]);
});

test('unloading ends what is loading', async () => {
  const core = await open();
  const gate = new Gate();
  server.interfere('/api/generate', gate);
  const name = 'qwen3:8b';
  const loading = core.request('localModels.load', { address, name, keepAlive: null });
  await gate.reached;
  const request = await server.take('/api/generate');
  const unloading = core.request('localModels.unload', { address, name });
  expect(await loading).toBeNull();
  expect(await request.closed).toBe('dropped');
  gate.release();
  expect(await unloading).toBeNull();
});

test('a server that is not running says so with its address, one that is too old what to do', async () => {
  const core = await open();
  server.interfere('/api/ps', { status: 404, body: '404 page not found' });
  expect(await core.refusal('localModels.running', { address })).toMatchObject({
    code: 'not-supported',
    message: expect.stringContaining(
      'does not know /api/ps: it is too old for this. Update Ollama',
    ),
  });
  await server.close();
  expect(await core.refusal('localModels.list', { address })).toMatchObject({
    code: 'unreachable',
    message: expect.stringContaining(`${new URL(server.origin).host} is not running`),
  });
  expect(await core.request('localModels.status', { address })).toMatchObject({
    state: 'not-running',
    version: null,
    problem: { code: 'unreachable' },
  });
});

test('closing Keywell closes its sockets, and what was pulled is interrupted', async () => {
  const { core } = await startCore({ ollamaHost: server.origin });
  onTestFinished(() => server.close());
  const gates = [new Gate(), new Gate(), new Gate()] as const;
  server.interfere('/api/show', gates[0]);
  server.interfere('/api/version', gates[1]);
  server.scriptPull('big:70b', { holds: [{ at: 4_000, gate: gates[2] }] });
  const asked = core.refusal('localModels.show', { address, name: 'qwen3:8b' });
  await core.request('localModels.watch', { address });
  await core.request('localModels.pull', { address, name: 'big:70b', insecure: false });
  await Promise.all(gates.map(({ reached }) => reached));
  await core.close();
  expect((await asked).code).toBe('closing');
  for (const path of ['/api/show', '/api/version', '/api/pull']) {
    expect(await (await server.take(path)).closed).toBe('dropped');
  }
});

test('who watches is told of a pull that is done, and of progress on the way', async () => {
  const core = await open();
  await core.request('localModels.watch', { address });
  await core.request('localModels.pull', { address, name: 'tuned:1b', insecure: false });
  const told = (event: string) => core.events.filter((one) => one.event === event);
  await expect
    .poll(() => told('localModels.changed').map(({ payload }) => payload))
    .toContainEqual(
      expect.objectContaining({
        installed: expect.objectContaining({
          models: expect.arrayContaining([expect.objectContaining({ name: 'tuned:1b' })]),
        }),
      }),
    );
  expect(told('localModels.pullsChanged').at(-1)?.payload).toMatchObject({
    pulls: [{ name: 'tuned:1b', state: 'done' }],
  });
  expect(told('localModels.pullProgress').length).toBeGreaterThan(0);
});

test('a hosted server gets the key of its configuration, which comes back in nothing it answers', async () => {
  const core = await open();
  const key = canaryKey();
  const { server: at, address: hosted } = await hostedServer(core, key);
  at.install({ name: `echo-${key}:1b`, size: 5, parameterSize: key, family: key });
  const { models } = await core.request('localModels.list', { address: hosted });
  expect((await at.take('/api/tags')).bearer).toBe(key);
  expect(models).toHaveLength(3);
  expect(JSON.stringify(models)).not.toContain(key);

  at.registry.set('big:70b', modelOf('big:70b', [layerOf('big', 9_000)]));
  at.scriptPull('big:70b', { failure: { at: 0, error: `bad key ${key}` } });
  await core.request('localModels.pull', { address: hosted, name: 'big:70b', insecure: false });
  await expect
    .poll(() => core.request('localModels.pulls', {}))
    .toMatchObject({
      pulls: [{ state: 'failed' }],
    });
  const { pulls } = await core.request('localModels.pulls', {});
  expect(JSON.stringify([pulls, core.events, core.lines])).not.toContain(key);
});

test('who may only read does not reach a server that a key is sent to, and others do', async () => {
  const core = await open();
  const { server: at, address: hosted } = await hostedServer(core, canaryKey());
  await core.actWith('auditor');
  expect((await core.request('localModels.list', { address })).models).toHaveLength(2);
  for (const route of ['localModels.list', 'localModels.status', 'localModels.watch'] as const) {
    const refusal = await core.refusal(route, { address: hosted });
    expect(refusal).toMatchObject({ code: 'forbidden', data: { permission: 'generate' } });
  }
  expect(at.requests).toEqual([]);
});

/** Another server, to which a configuration leads that sends a key. */
async function hostedServer(core: ComposedCore, key: string) {
  const hosted = await OllamaServer.start();
  onTestFinished(() => hosted.close());
  const { id } = await core.request('configurations.create', {
    fields: configurationFields({
      name: 'Hosted',
      provider: 'ollama',
      model: 'qwen3:8b',
      baseUrl: hosted.origin,
      authentication: 'key',
    }),
  });
  await core.request('keys.set', { configurationId: id, key });
  return { server: hosted, address: { configurationId: id } };
}
