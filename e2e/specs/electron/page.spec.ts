/** What the page in the window can reach, which is its preload's two functions and its own files. */
import { runsAsRoot } from '../../app/electron-window.ts';
import { expect, test } from '../../fixtures.ts';

test('the page has nothing of Node and nothing of Electron', async ({
  electronWindow: { page },
}) => {
  const found = await page.evaluate(() =>
    [
      'require',
      'process',
      'module',
      'exports',
      'Buffer',
      'global',
      '__dirname',
      'electron',
      'ipcRenderer',
    ].filter((name) => name in window),
  );
  expect(found).toEqual([]);
});

test('the preload gives the page two functions, and no way to change them', async ({
  electronWindow: { page },
}) => {
  const bridge = await page.evaluate(() => {
    const { keywell } = window as unknown as { keywell: Record<string, unknown> };
    const before = keywell.request;
    try {
      keywell.request = () => 'replaced';
    } catch {
      // Refused aloud, or in silence.
    }
    return {
      members: Object.entries(keywell)
        .map(([name, member]) => `${name}: ${typeof member}`)
        .sort(),
      unchanged: keywell.request === before,
    };
  });
  expect(bridge).toEqual({ members: ['on: function', 'request: function'], unchanged: true });
});

test('what crosses the bridge is data: an answer in an envelope, an event by its payload', async ({
  electronWindow: { page, request },
}) => {
  expect(await request('no.such.route', {})).toMatchObject({ ok: false });
  const heard = page.evaluate(
    () =>
      new Promise<readonly string[]>((resolve) => {
        const { keywell } = window as unknown as {
          keywell: {
            on(event: string, listener: (...given: unknown[]) => void): void;
            request(route: string, input: unknown): Promise<unknown>;
          };
        };
        keywell.on('settings.changed', (...given) =>
          resolve(
            given.map((one) =>
              Object.getPrototypeOf(one) === Object.prototype ? 'plain' : 'other',
            ),
          ),
        );
        void keywell.request('settings.update', { theme: 'dark' });
      }),
  );
  expect(await heard).toEqual(['plain']);
});

test('its process is in the sandbox, and kept apart from the preload', async ({
  electronWindow: { app },
}) => {
  test.skip(runsAsRoot, 'Chromium has no sandbox for root.');
  const found = await app.evaluate(({ app: electron, BrowserWindow }) => ({
    windows: BrowserWindow.getAllWindows().length,
    switches: ['no-sandbox', 'disable-web-security'].filter((one) =>
      electron.commandLine.hasSwitch(one),
    ),
    // Told on Windows and macOS only.
    unsandboxed: electron
      .getAppMetrics()
      .filter(({ type, sandboxed }) => type === 'Tab' && sandboxed === false).length,
  }));
  expect(found).toEqual({ windows: 1, switches: [], unsandboxed: 0 });
});

test('its policy is in force: no code from text, no script in the page, no other host', async ({
  electronWindow: { page },
}) => {
  const outcome = await page.evaluate(async () => {
    const violations: string[] = [];
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
      violations.push(effectiveDirective),
    );
    const evaluated = await Promise.resolve()
      .then(() => new Function('return 1')())
      .catch(() => 'refused');
    const script = document.createElement('script');
    script.textContent = 'window.ranInline = true';
    document.head.append(script);
    const fetched = await fetch('https://elsewhere.example/').catch(() => 'refused');
    const frame = document.createElement('iframe');
    frame.src = 'https://elsewhere.example/';
    const framed = new Promise((resolve) =>
      document.addEventListener(
        'securitypolicyviolation',
        ({ effectiveDirective }) => effectiveDirective === 'frame-src' && resolve('refused'),
      ),
    );
    document.body.append(frame);
    return {
      evaluated,
      fetched,
      framed: await framed,
      ranInline: 'ranInline' in window,
      violations,
    };
  });
  expect(outcome).toMatchObject({
    evaluated: 'refused',
    fetched: 'refused',
    framed: 'refused',
    ranInline: false,
  });
  expect(outcome.violations).toEqual(
    expect.arrayContaining(['script-src-elem', 'connect-src', 'frame-src']),
  );
});

test('it asks the system for nothing: every permission is denied', async ({
  electronWindow: { page },
}) => {
  const answers = await page.evaluate(async () => ({
    notifications: await Notification.requestPermission(),
    reading: await navigator.clipboard.readText().then(
      () => 'granted',
      () => 'denied',
    ),
    place: await new Promise((resolve) =>
      navigator.geolocation.getCurrentPosition(
        () => resolve('granted'),
        ({ code, PERMISSION_DENIED }) => resolve(code === PERMISSION_DENIED ? 'denied' : code),
      ),
    ),
  }));
  expect(answers).toEqual({
    notifications: 'denied',
    reading: 'denied',
    place: 'denied',
  });
});

const outside = [
  '/../main/index.js',
  '/%2e%2e/main/index.js',
  '/..%2fmain%2findex.js',
  '/assets/..%5c..%5c..%5cpackage.json',
  '/assets/%00',
  '/package.json',
];

for (const path of outside) {
  test(`app://keywell${path} is not served`, async ({ electronWindow: { app } }) => {
    const answer = await app.evaluate(async ({ net }, url) => {
      const response = await net.fetch(url);
      return { status: response.status, body: await response.text() };
    }, `app://keywell${path}`);
    expect(answer).toEqual({ status: 404, body: '' });
  });
}

test('another host of app: is not served, and the page itself is', async ({
  electronWindow: { app },
}) => {
  const statuses = await app.evaluate(async ({ net }) => ({
    other: (await net.fetch('app://other/index.html')).status,
    own: (await net.fetch('app://keywell/')).status,
  }));
  expect(statuses).toEqual({ other: 404, own: 200 });
});
