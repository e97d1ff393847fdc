import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { keyPlaceholder, providerFetch } from './provider-fetch.ts';

/** A key and a certificate that nobody vouches for, made for this run; null where there is no openssl. */
function selfSigned(): string | null {
  const { status, stdout } = spawnSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '1',
      '-subj',
      '/CN=localhost',
    ].concat(['-addext', 'subjectAltName=DNS:localhost', '-keyout', '-', '-out', '-']),
    { encoding: 'utf8' },
  );
  return status === 0 ? stdout : null;
}

const pem = selfSigned();

afterEach(() => vi.unstubAllEnvs());

test.skipIf(pem === null).each(['', '0'])(
  'sends no key to a server whose certificate nobody vouches for, NODE_TLS_REJECT_UNAUTHORIZED being "%s"',
  async (setting) => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', setting);
    const server = createServer({ key: pem ?? '', cert: pem ?? '' }, (_request, response) => {
      asked += 1;
      response.end('{}');
    });
    let asked = 0;
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `https://localhost:${(server.address() as AddressInfo).port}/v1/models`;
    const fetch = providerFetch({
      provider: 'custom',
      model: null,
      url,
      key: 'canary-of-the-certificate-test',
      headers: {},
      connectTimeoutMs: null,
      signal: new AbortController().signal,
      onConnected: () => undefined,
      simulatedFetch: () => Promise.reject(new Error('Nothing is simulated here.')),
    });
    const outcome = fetch(url, { headers: { authorization: `Bearer ${keyPlaceholder}` } });
    await expect(outcome).rejects.toMatchObject({ code: 'certificate' });
    expect(asked).toBe(0);
    server.close();
  },
);
