/** That the server speaks Ollama's management API, as Ollama's own client reads it. */
import { Ollama } from 'ollama';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Gate } from './gate.ts';
import { layerOf, modelOf } from './ollama-models.ts';
import { OllamaServer } from './ollama-server.ts';

const weights = layerOf('weights', 1_000);
const licence = layerOf('licence', 10);
const tuned = modelOf('tuned:1b', [weights, licence]);

let server: OllamaServer;
let client: Ollama;

beforeEach(async () => {
  server = await OllamaServer.start({
    registry: [tuned, modelOf('other:1b', [layerOf('other', 500), licence])],
  });
  client = new Ollama({ host: server.origin });
});
afterEach(() => server.close());

async function pull(model: string) {
  const lines = [];
  for await (const line of await client.pull({ model, stream: true })) lines.push(line);
  return lines;
}

test('streams a pull layer by layer, and has the model then', async () => {
  const lines = await pull('tuned:1b');
  const digests = [weights, licence].map(({ digest }) => digest);
  expect(lines[0]).toEqual({ status: 'pulling manifest' });
  expect(lines[1]).toEqual({
    status: `pulling ${digests[0]?.slice(7, 19)}`,
    digest: digests[0],
    total: 1_000,
  });
  expect(lines.slice(-3).map(({ status }) => status)).toEqual([
    'verifying sha256 digest',
    'writing manifest',
    'success',
  ]);
  const ends = digests.map((digest) => lines.findLast((line) => line.digest === digest)?.completed);
  expect(ends).toEqual([1_000, 10]);
  expect((await client.list()).models).toContainEqual(
    expect.objectContaining({ name: 'tuned:1b', size: 1_010 }),
  );
});

test('has a layer already that another model brought', async () => {
  await pull('tuned:1b');
  const lines = (await pull('other:1b')).filter(({ digest }) => digest === licence.digest);
  expect(lines).toEqual([expect.objectContaining({ total: 10, completed: 10 })]);
});

test('goes on where it stopped, also after it was killed and listens again', async () => {
  const gate = new Gate();
  server.scriptPull('tuned:1b', { holds: [{ at: 400, gate }] });
  const broken = pull('tuned:1b');
  broken.catch(() => undefined);
  await gate.reached;
  const { origin } = server;
  await server.close();
  await expect(broken).rejects.toThrow();
  await expect(client.version()).rejects.toThrow();

  await server.listen();
  expect(server.origin).toBe(origin);
  const [, first] = await pull('tuned:1b');
  expect(first).toMatchObject({ digest: weights.digest, total: 1_000, completed: 400 });
});

test('fails a pull in a line of its own', async () => {
  await expect(pull('nothing:1b')).rejects.toThrow('pull model manifest: file does not exist');
  const error = 'write /blobs/sha256-1: no space left on device';
  server.scriptPull('tuned:1b', { failure: { at: 500, error } });
  await expect(pull('tuned:1b')).rejects.toThrow('no space left on device');
});

test('copies and deletes', async () => {
  await client.copy({ source: 'qwen3:8b', destination: 'mine' });
  const { models } = await client.list();
  const [copy, original] = ['mine:latest', 'qwen3:8b'].map((name) =>
    models.find((one) => one.name === name),
  );
  expect(copy?.digest).toBe(original?.digest);
  await client.delete({ model: 'mine' });
  await expect(client.delete({ model: 'mine' })).rejects.toMatchObject({ status_code: 404 });
});

test('loads and unloads with an empty prompt', async () => {
  await client.generate({ model: 'qwen3:8b', prompt: '', keep_alive: '2m' });
  const [loaded] = (await client.ps()).models;
  expect(loaded).toMatchObject({ name: 'qwen3:8b', size_vram: 5_225_388_164 });
  await client.generate({ model: 'qwen3:8b', prompt: '', keep_alive: 0 });
  expect((await client.ps()).models).toEqual([]);
});

test('answers slowly, with nonsense, or as a version does that is too old', async () => {
  const gate = new Gate();
  server.interfere('/api/version', gate);
  const slow = client.version();
  await gate.reached;
  gate.release();
  expect((await slow).version).toBe('0.12.6');
  server.interfere('/api/ps', { status: 404, body: '404 page not found' });
  await expect(client.ps()).rejects.toMatchObject({ status_code: 404 });
  server.behave();
  expect((await client.ps()).models).toEqual([]);
});
