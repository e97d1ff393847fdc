/** Local models as a page meets them: through the routes of a whole Keywell, beside a real server. */
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { Gate } from '../../e2e/providers/gate.ts';
import { layerOf, modelOf } from '../../e2e/providers/ollama-models.ts';
import { OllamaServer } from '../../e2e/providers/ollama-server.ts';
import { startCore } from './testing/start-core.ts';

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
