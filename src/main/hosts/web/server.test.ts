import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeCore } from '../testing/fake-core.ts';
import { makeRendererFolder } from '../testing/renderer-folder.ts';
import { maxBodyBytes } from './request-body.ts';
import { startWebHost, type WebHost } from './server.ts';
import { HttpClient } from './testing/http-client.ts';

const renderer = makeRendererFolder();
afterAll(renderer.remove);

let core: FakeCore;
let host: WebHost;
let client: HttpClient;

beforeEach(async () => {
  core = new FakeCore();
  host = await startWebHost({
    core,
    rendererFolder: renderer.path,
    port: 0,
    log: { error: () => undefined },
  });
  client = new HttpClient(host);
});
afterEach(() => host.close());

const anyRequest = JSON.stringify({ route: 'app.info', input: {} });

describe('the link', () => {
  it('is exchanged for a cookie that scripts cannot read and other sites cannot send', async () => {
    const answer = await client.signIn();
    expect(answer.status).toBe(303);
    expect(answer.headers.location).toBe('/');
    expect(answer.headers['set-cookie']).toEqual([
      expect.stringMatching(
        new RegExp(`^keywell-${host.port}=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/$`),
      ),
    ]);
    expect((await client.send({ path: '/' })).status).toBe(200);
  });

  it('does not open a second time, for another browser', async () => {
    await client.signIn();
    const second = await new HttpClient(host).signIn();
    expect(second.status).toBe(403);
    expect(second.headers['set-cookie']).toBeUndefined();
    expect(second.body).toContain('start it again to get a new one');
  });

  it('leads the browser that used it back to the page', async () => {
    await client.signIn();
    const { search } = new URL(host.readyUrl);
    expect((await client.send({ path: `/${search}` })).headers.location).toBe('/');
  });

  it('is refused with a wrong token, which leaves the right one good', async () => {
    expect((await client.send({ path: '/?token=wrong' })).status).toBe(403);
    expect((await client.signIn()).status).toBe(303);
  });

  it('has 256 bits of its own with every start', async () => {
    const other = await startWebHost({
      core,
      rendererFolder: renderer.path,
      port: 0,
      log: { error: () => undefined },
    });
    await other.close();
    const [first, second] = [host, other].map(({ readyUrl }) =>
      new URL(readyUrl).searchParams.get('token'),
    );
    expect(first).toMatch(/^[\w-]{43}$/);
    expect(second).not.toBe(first);
  });
});

describe('without the cookie', () => {
  it.each(['/', '/assets/index-abc.js', '/api/events?client=x'])('%s is refused', async (path) => {
    const answer = await client.send({ path });
    expect(answer.status).toBe(401);
    expect(answer.body).toContain('Open the link that Keywell printed');
  });

  it('a request is refused in an envelope and does not reach the core', async () => {
    const answer = await client.post(randomUUID(), anyRequest);
    expect(answer.status).toBe(401);
    expect(JSON.parse(answer.body)).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    expect(core.requests).toEqual([]);
  });

  it("another port's cookie, or a guessed one, is of no use", async () => {
    const guesses = ['keywell-1=x', `keywell-${host.port}=`, `keywell-${host.port}=guess`];
    for (const cookie of guesses)
      expect((await client.send({ headers: { cookie } })).status).toBe(401);
  });
});

describe('a foreign caller', () => {
  beforeEach(() => client.signIn());

  it.each(['attacker.example', 'localhost', '127.0.0.1:1', '[::1]:80'])(
    'is refused under the name %s',
    async (name) => {
      const answer = await client.send({ path: '/', headers: { host: name } });
      expect(answer.status).toBe(403);
    },
  );

  it('may use the name localhost, with the port', async () => {
    const answer = await client.send({ headers: { host: `localhost:${host.port}` } });
    expect(answer.status).toBe(200);
  });

  it.each(['https://attacker.example', 'null', 'http://127.0.0.1:1', 'http://127.0.0.1'])(
    'is refused with the origin %s, whatever it asks for',
    async (origin) => {
      expect((await client.post(randomUUID(), anyRequest, { origin })).status).toBe(403);
      expect((await client.send({ path: '/', headers: { origin } })).status).toBe(403);
      expect(core.requests).toEqual([]);
    },
  );

  it('is refused when it posts without an origin', async () => {
    expect((await client.post(randomUUID(), anyRequest, { origin: undefined })).status).toBe(403);
    expect(core.requests).toEqual([]);
  });

  it('gets no permission to share', async () => {
    const answer = await client.send({
      method: 'OPTIONS',
      path: '/api/request',
      headers: { origin: client.origin, 'access-control-request-method': 'POST' },
    });
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual(
      [],
    );
  });
});

describe('a request', () => {
  const clientId = randomUUID();
  beforeEach(() => client.signIn());

  it('reaches the core as it was sent, and the outcome comes back', async () => {
    core.answer = () => ({ ok: true, data: { models: ['a'] } });
    const answer = await client.post(
      clientId,
      JSON.stringify({ route: 'models.list', input: { x: 'ü' } }),
    );
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toEqual({ ok: true, data: { models: ['a'] } });
    expect(core.requests).toEqual([{ clientId, route: 'models.list', input: { x: 'ü' } }]);
  });

  it.each([
    ['unknown-route', 404],
    ['invalid-input', 400],
    ['forbidden', 403],
    ['name-taken', 409],
    ['internal', 500],
    ['key-rejected', 422],
  ])("the core's refusal %s comes back with status %i", async (code, status) => {
    const refusal = { ok: false, error: { code, message: 'No.' } } as const;
    core.answer = () => refusal;
    const answer = await client.post(clientId, anyRequest);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body)).toEqual(refusal);
  });

  it.each([
    ['declared', {}],
    ['sent in chunks', { 'transfer-encoding': 'chunked' }],
  ])('over the limit, %s, is refused in an envelope', async (_, headers) => {
    const body = JSON.stringify({ route: 'app.info', input: 'x'.repeat(maxBodyBytes) });
    const answer = await client.post(clientId, body, headers);
    expect(answer.status).toBe(413);
    expect(JSON.parse(answer.body)).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
    expect(core.requests).toEqual([]);
  });

  it('that is announced to be over the limit is refused before any of it has come', async () => {
    const answer = await client.post(clientId, '', { 'content-length': String(maxBodyBytes + 1) });
    expect(answer.status).toBe(413);
  });

  it('of nearly the limit is taken', async () => {
    const body = JSON.stringify({ route: 'app.info', input: 'x'.repeat(maxBodyBytes - 100) });
    expect((await client.post(clientId, body)).status).toBe(200);
  });

  it.each([
    ['that is no JSON', 'canary-body', {}],
    ['without a route', '{"input":1}', {}],
    ['with more than a route and an input', '{"route":"a","input":1,"more":1}', {}],
    ['of another content type', anyRequest, { 'content-type': 'text/plain' }],
    ['of no content type', anyRequest, { 'content-type': undefined }],
    ['of no client', anyRequest, { 'x-keywell-client': undefined }],
    ['of a client that is no UUID', anyRequest, { 'x-keywell-client': 'me' }],
  ])('%s is refused without repeating it', async (_, body, headers) => {
    const answer = await client.post(clientId, body, headers);
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
    expect(answer.body).not.toContain('canary');
    expect(core.requests).toEqual([]);
  });

  it('to another address of the API is answered in an envelope', async () => {
    const answer = await client.send({ path: '/api/keys' });
    expect(answer.status).toBe(404);
    expect(JSON.parse(answer.body)).toMatchObject({ ok: false, error: { code: 'unknown-route' } });
  });

  it('that breaks the core is answered in an envelope without its reason', async () => {
    core.answer = () => Promise.reject(new Error('canary-reason'));
    const answer = await client.post(clientId, anyRequest);
    expect(answer.status).toBe(500);
    expect(JSON.parse(answer.body)).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(answer.body).not.toContain('canary-reason');
  });

  it('of a client that has no stream leaves nothing running', async () => {
    await client.post(clientId, anyRequest);
    expect(core.dropped).toEqual([clientId]);
  });
});

describe('pages and files', () => {
  beforeEach(() => client.signIn());

  it('come with the policy and another nonce each time', async () => {
    const [first, second] = [await client.send({}), await client.send({})];
    expect(first.headers['content-security-policy']).toContain("default-src 'none'");
    expect(first.body).not.toBe(second.body);
  });

  it('say nothing of what serves them, and are kept apart from other sites', async () => {
    for (const path of ['/', '/assets/index-abc.js', '/api/nothing', '/nothing.js']) {
      const { headers } = await client.send({ path });
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      });
      expect(headers['x-powered-by']).toBeUndefined();
    }
  });

  it.each([
    '/../outside.js',
    '/..%2foutside.js',
    '/%2e%2e/outside.js',
    '/assets/..%5c..%5coutside.js',
  ])('do not lead out of their folder by %s', async (path) => {
    const answer = await client.send({ path });
    expect(answer.status).toBe(404);
    expect(answer.body).not.toContain('outside');
  });

  it('are cached by their hash, and answers of the API never', async () => {
    expect(
      (await client.send({ path: '/assets/index-abc.js' })).headers['cache-control'],
    ).toContain('immutable');
    expect((await client.post(randomUUID(), anyRequest)).headers['cache-control']).toBe('no-store');
  });
});

it('listens on the loopback interface alone', () => {
  expect(new URL(host.readyUrl).hostname).toBe('127.0.0.1');
});

it('says so when its port is taken', async () => {
  const second = startWebHost({
    core,
    rendererFolder: renderer.path,
    port: host.port,
    log: { error: () => undefined },
  });
  await expect(second).rejects.toMatchObject({ code: 'port-not-free' });
});
