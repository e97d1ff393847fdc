/** The simulated Ollama’s models, managed as those of a real one are. */
import { expect, test } from 'vitest';
import { systemClock } from '../generation/clock.ts';
import { OllamaApi } from '../providers/ollama-api.ts';
import { simulatedFetch } from './simulated-fetch.ts';

const api = new OllamaApi(simulatedFetch, systemClock);
const endpoint = {
  baseUrl: 'http://ollama.keywell.invalid',
  headers: {},
  key: null,
  connectTimeoutMs: null,
};

function request(signal = new AbortController().signal) {
  return { endpoint, signal };
}

const names = async () => (await api.installed(request())).map(({ name }) => name);

test('can be copied, looked at, loaded, unloaded and deleted', async () => {
  await api.copy(request(), 'simulated-small:3b', 'mine');
  expect(await names()).toEqual(['mine:latest', 'simulated-small:3b']);
  const { facts } = await api.details(request(), 'mine');
  expect(facts).toMatchObject({ contextLength: 32_768, capabilities: ['completion'] });
  await api.load(request(), 'mine', null);
  expect(await api.loaded(request())).toMatchObject([{ name: 'mine:latest', vramShare: 1 }]);
  await api.unload(request(), 'mine');
  expect(await api.loaded(request())).toEqual([]);
  await api.delete(request(), 'mine');
  await expect(api.delete(request(), 'mine')).rejects.toMatchObject({ code: 'model-unknown' });
  expect(await names()).toEqual(['simulated-small:3b']);
});

test('can be pulled, until that is cancelled; others are not found', async () => {
  const controller = new AbortController();
  const pull = { name: 'simulated-tiny:1b', insecure: false };
  const lines: object[] = [];
  const pulling = async () => {
    for await (const line of api.pull(request(controller.signal), pull)) {
      lines.push(line);
      if (lines.length === 3) controller.abort();
    }
  };
  await expect(pulling()).rejects.toMatchObject({ name: 'AbortError' });
  expect(lines.slice(0, 2)).toMatchObject([{ status: 'pulling manifest' }, { total: 815_319_791 }]);
  expect(await names()).not.toContain(pull.name);
  const unknown = api.pull(request(), { name: 'llama3.2', insecure: false });
  const toTheEnd = async () => {
    for await (const line of unknown) lines.push(line);
  };
  await expect(toTheEnd()).rejects.toMatchObject({ code: 'model-unknown' });
});
