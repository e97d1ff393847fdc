import { expect, test } from 'vitest';
import type { Configuration } from '#shared/domain/configuration.ts';
import { AppError } from '#shared/errors.ts';
import { testConfiguration } from '../providers/test-configuration.ts';
import { localServers } from './testing/local-server.ts';

const own = 'http://127.0.0.1:11434';
const signal = new AbortController().signal;

function ollama(id: string, baseUrl: string | null, more: Partial<Configuration> = {}) {
  return { ...testConfiguration({ provider: 'ollama', model: 'm', baseUrl }), id, ...more };
}

test('this machine’s comes first, also where no configuration leads there', () => {
  expect(localServers(own).list()).toEqual([
    {
      address: { configurationId: null },
      baseUrl: own,
      onThisMachine: true,
      configurationIds: [],
      simulated: false,
    },
  ]);
});

test('configurations that lead to the same place are one server, however they write it', () => {
  const servers = localServers(own, [
    ollama('a', null),
    ollama('b', 'http://localhost:11434/'),
    ollama('c', 'http://0.0.0.0:11434/api'),
    ollama('d', 'http://gpu-box:11434'),
    ollama('e', 'http://gpu-box:11434/v1'),
    ollama('f', 'http://127.0.0.1:11435'),
    testConfiguration({ provider: 'custom', model: 'm', baseUrl: 'http://gpu-box:11434' }),
  ]);
  expect(servers.list().map((one) => [one.baseUrl, one.configurationIds])).toEqual([
    [own, ['a', 'b', 'c']],
    ['http://127.0.0.1:11435', ['f']],
    ['http://gpu-box:11434', ['d', 'e']],
  ]);
  expect(servers.list().map(({ address }) => address.configurationId)).toEqual([null, 'f', 'd']);
  expect(servers.list().map(({ onThisMachine }) => onThisMachine)).toEqual([true, true, false]);
});

test('is asked by the configuration whose key is stored', () => {
  const hosted = { authentication: 'key' } as const;
  const servers = localServers(
    own,
    [ollama('a', 'https://ollama.com'), ollama('b', 'https://ollama.com', hosted)],
    { holdsKey: (id) => id === 'b' },
  );
  expect(servers.list()[1]?.address).toEqual({ configurationId: 'b' });
  expect(servers.sendsKey({ configurationId: 'b' })).toBe(true);
  expect(servers.sendsKey({ configurationId: null })).toBe(false);
});

test('requests carry what the configuration has, and the key only where it goes along', async () => {
  const servers = localServers(
    own,
    [
      ollama('a', 'https://ollama.com', { authentication: 'key', headers: { 'x-team': 'one' } }),
      ollama('b', 'http://gpu-box:11434', { authentication: 'none', connectTimeoutMs: 2_000 }),
    ],
    { readKey: async () => 'canary-of-a-test' },
  );
  expect((await servers.open({ configurationId: 'a' }, signal)).request.endpoint).toEqual({
    baseUrl: 'https://ollama.com',
    headers: { 'x-team': 'one' },
    key: 'canary-of-a-test',
    connectTimeoutMs: null,
  });
  expect((await servers.open({ configurationId: 'b' }, signal)).request.endpoint).toMatchObject({
    key: null,
    connectTimeoutMs: 2_000,
  });
});

test('one that policy forbids is not reached', async () => {
  const servers = localServers(own, [], {
    checkDestination({ provider, baseUrl }) {
      throw new AppError('policy-forbids', `${provider} at ${baseUrl}`);
    },
  });
  await expect(servers.open({ configurationId: null }, signal)).rejects.toMatchObject({
    code: 'policy-forbids',
    message: `ollama at ${own}`,
  });
});

test('the id of a configuration that is gone, or of another provider, leads nowhere', () => {
  const other = testConfiguration({ provider: 'custom', model: 'm', baseUrl: 'http://gpu-box' });
  const servers = localServers(own, [other]);
  for (const configurationId of [other.id, crypto.randomUUID()]) {
    expect(() => servers.baseUrl({ configurationId })).toThrow(
      expect.objectContaining({ code: 'not-found' }),
    );
  }
});

test('a server known from before is found by whatever leads there now', () => {
  const servers = localServers(own, [ollama('d', 'http://gpu-box:11434')]);
  expect(servers.addressOf('http://localhost:11434')).toEqual({ configurationId: null });
  expect(servers.addressOf('http://gpu-box:11434')).toEqual({ configurationId: 'd' });
  expect(servers.addressOf('http://elsewhere:11434')).toBeNull();
});
