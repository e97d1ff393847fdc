import { type IncomingHttpHeaders, request } from 'node:http';
import { WebProcess } from '../app/web-process.ts';
import { test as base, expect, newKey } from '../fixtures.ts';

/** What the web host itself refuses; asked by plain HTTP, since no browser would let a page say all this. */
const test = base.extend<{ host: WebProcess }>({
  host: async ({ hostKind, dataFolder, hostEnv }, use, testInfo) => {
    testInfo.skip(hostKind !== 'web', 'The window has no HTTP server.');
    const host = await WebProcess.start({
      dataFolder,
      environment: hostEnv,
      onPrinted: () => undefined,
    });
    await use(host);
    await host.stop();
  },
});

interface Question {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Asks as written: `fetch` would not send a foreign Host or Origin. */
function ask(host: WebProcess, question: Question): Promise<Reply> {
  const { method = 'GET', path = '/', headers = {}, body } = question;
  const { hostname, port } = host.readyUrl;
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, method, path, headers }, async (response) => {
      let received = '';
      for await (const chunk of response) received += chunk;
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: received });
    });
    asked.once('error', reject);
    asked.end(body);
  });
}

/** Uses the link, as a browser would, and gives the cookie. */
async function signIn(host: WebProcess): Promise<string> {
  const { headers } = await ask(host, { path: `/${host.readyUrl.search}` });
  return headers['set-cookie']?.[0]?.split(';')[0] ?? '';
}

function ourPage(host: WebProcess, cookie: string): Record<string, string> {
  return {
    cookie,
    origin: host.readyUrl.origin,
    'content-type': 'application/json',
    'x-keywell-client': crypto.randomUUID(),
  };
}

function asking(route: string, input: unknown): string {
  return JSON.stringify({ route, input });
}

const listing = asking('configurations.list', {});

test('lets in whoever uses the link, once, by a cookie that scripts cannot read', async ({
  host,
}) => {
  const { status, headers } = await ask(host, { path: `/${host.readyUrl.search}` });
  expect(status).toBe(303);
  expect(headers.location).toBe('/');
  expect(headers['set-cookie']?.[0]).toMatch(/; HttpOnly; SameSite=Strict; Path=\/$/);

  const again = await ask(host, { path: `/${host.readyUrl.search}` });
  expect(again.status).toBe(403);
  expect(again.headers['set-cookie']).toBeUndefined();
});

test('answers our own page', async ({ host }) => {
  const headers = ourPage(host, await signIn(host));
  const { status, body } = await ask(host, {
    method: 'POST',
    path: '/api/request',
    headers,
    body: listing,
  });
  expect(status).toBe(200);
  expect(JSON.parse(body)).toEqual({
    ok: true,
    data: { configurations: [], effectiveDefault: null },
  });
});

test('refuses a wrong token', async ({ host }) => {
  const wrong = await ask(host, { path: '/?token=guessed' });
  expect(wrong.status).toBe(403);
  expect(wrong.headers['set-cookie']).toBeUndefined();
  expect(wrong.body).toContain('This link is not valid');
});

for (const path of [
  '/',
  '/index.html',
  '/api/events?client=7b0e2a54-6c0e-4f57-9a40-6f2f6a1c7e11',
]) {
  test(`refuses ${path} to whoever has no cookie`, async ({ host }) => {
    const { status, body } = await ask(host, { path });
    expect(status).toBe(401);
    expect(body).toContain('not connected to Keywell');
  });
}

test('refuses a request without a cookie, or with a made-up one', async ({ host }) => {
  const { cookie: _, ...headers } = ourPage(host, '');
  const question = { method: 'POST', path: '/api/request', body: listing };
  expect((await ask(host, { ...question, headers })).status).toBe(401);
  const guessed = `keywell-${host.readyUrl.port}=guessed`;
  expect((await ask(host, { ...question, headers: { ...headers, cookie: guessed } })).status).toBe(
    401,
  );
});

const strangers: readonly { readonly what: string; readonly headers: Record<string, string> }[] = [
  { what: 'a page of another site', headers: { origin: 'https://elsewhere.example' } },
  { what: 'a page of another port', headers: { origin: 'http://127.0.0.1:1' } },
  { what: 'a page without an origin', headers: { origin: 'null' } },
  { what: 'a name that was pointed at this machine', headers: { host: 'elsewhere.example' } },
];

for (const { what, headers } of strangers) {
  test(`refuses ${what}, cookie or not`, async ({ host }) => {
    const cookie = await signIn(host);
    const { status, body } = await ask(host, {
      method: 'POST',
      path: '/api/request',
      headers: { ...ourPage(host, cookie), ...headers },
      body: listing,
    });
    expect(status).toBe(403);
    expect(JSON.parse(body)).toMatchObject({ ok: false, error: { code: 'forbidden' } });
  });
}

test('lets no other site read an answer', async ({ host }) => {
  const headers = ourPage(host, await signIn(host));
  const answers = [
    await ask(host, { method: 'POST', path: '/api/request', headers, body: listing }),
    await ask(host, {
      method: 'OPTIONS',
      path: '/api/request',
      headers: { ...headers, 'access-control-request-method': 'POST' },
    }),
  ];
  for (const answer of answers) {
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual(
      [],
    );
  }
});

const malformed: readonly {
  readonly what: string;
  readonly body: string;
  readonly status: number;
}[] = [
  { what: 'an unknown route', body: asking('keys.read', {}), status: 404 },
  { what: 'a route from the prototype', body: asking('__proto__', {}), status: 404 },
  {
    what: 'an extra field in an input',
    body: asking('configurations.list', { all: true }),
    status: 400,
  },
  {
    what: 'an extra field beside route and input',
    body: JSON.stringify({ route: 'configurations.list', input: {}, actor: 'owner' }),
    status: 400,
  },
  { what: 'what is not JSON', body: '{"route":', status: 400 },
  { what: 'a body over 32 MB', body: asking('x'.repeat(32 * 1024 * 1024), {}), status: 413 },
];

for (const { what, body, status } of malformed) {
  test(`refuses ${what} with a sentence`, async ({ host }) => {
    const headers = ourPage(host, await signIn(host));
    const reply = await ask(host, { method: 'POST', path: '/api/request', headers, body });
    expect(reply.status).toBe(status);
    expect(JSON.parse(reply.body)).toMatchObject({
      ok: false,
      error: { message: expect.stringMatching(/^[A-Z].*\.$/) },
    });
  });
}

test('does not repeat a key that came in a malformed request', async ({ host }) => {
  const key = newKey();
  const headers = ourPage(host, await signIn(host));
  for (const body of [
    asking('keys.set', { configurationId: key, key }),
    asking('keys.set', { configurationId: crypto.randomUUID(), key, also: key }),
    `{"route":"keys.set","input":{"key":"${key}"`,
  ]) {
    const reply = await ask(host, { method: 'POST', path: '/api/request', headers, body });
    expect(JSON.parse(reply.body).ok).toBe(false);
    expect(reply.body).not.toContain(key);
  }
});

test('gives no file from outside the page', async ({ host }) => {
  const cookie = await signIn(host);
  for (const path of ['/../main/web.js', '/%2e%2e/main/web.js', '/..%2fmain%2fweb.js']) {
    const { status, body } = await ask(host, { path, headers: { cookie } });
    expect([400, 404]).toContain(status);
    expect(body).not.toContain('Keywell is ready');
  }
});

test('serves its page under a policy that lets nothing in from elsewhere', async ({ host }) => {
  const { headers } = await ask(host, { headers: { cookie: await signIn(host) } });
  const policy = String(headers['content-security-policy']);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain('unsafe');
  expect(headers['x-content-type-options']).toBe('nosniff');
});

test('leaves a second start on the same data folder to the first', async ({
  host,
  dataFolder,
  hostEnv,
}) => {
  await signIn(host);
  await expect(
    WebProcess.start({ dataFolder, environment: hostEnv, onPrinted: () => undefined }),
  ).rejects.toThrow(/in use|already/i);
});

test('starts again after it was killed', async ({ host, dataFolder, hostEnv }) => {
  await host.kill();
  const next = await WebProcess.start({
    dataFolder,
    environment: hostEnv,
    onPrinted: () => undefined,
  });
  expect(await signIn(next)).not.toBe('');
  expect(await next.stop()).toBe(0);
});
