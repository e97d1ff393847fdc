import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  app,
  ipcMain,
  protocol,
  resetElectron,
  session,
  shell,
} from './testing/electron-double.ts';
import { onlyWindow, startHost } from './testing/start-host.ts';

vi.mock('electron', () => import('./testing/electron-double.ts'));

beforeEach(resetElectron);

describe('the page', () => {
  it('has no way to the machine but the preload', async () => {
    await startHost();
    expect(onlyWindow().options.webPreferences).toEqual({
      preload: '/out/preload/index.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: true,
    });
  });

  it('has no developer tools once packaged', async () => {
    app.isPackaged = true;
    await startHost();
    expect(onlyWindow().options.webPreferences?.devTools).toBe(false);
  });

  it('is loaded from app: and never from file:', async () => {
    await startHost();
    expect(onlyWindow().url).toBe('app://keywell/');
  });

  it('reaches main over one channel', async () => {
    await startHost();
    expect(ipcMain.channels).toEqual(['keywell:request']);
  });
});

it('every process is sandboxed, and the scheme has its standing, before the app is ready', async () => {
  await startHost();
  const calls = app.calls.filter((call) => !call.startsWith('appendSwitch'));
  expect(calls).toEqual(['enableSandbox', 'registerSchemesAsPrivileged', 'ready']);
  expect(protocol.privileged).toEqual([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
});

describe('navigation', () => {
  beforeEach(async () => {
    await startHost();
  });

  it.each([
    'https://attacker.example/',
    'http://127.0.0.1/',
    'file:///etc/passwd',
    'app://other/',
    'app://keywell.attacker.example/',
    'javascript:alert(1)',
    'data:text/html,x',
    'not a url',
  ])('to %s is denied', (url) => {
    expect(onlyWindow().webContents.allows('will-frame-navigate', url)).toBe(false);
  });

  it('within our own page goes on, so that it can be loaded anew', () => {
    expect(onlyWindow().webContents.allows('will-frame-navigate', 'app://keywell/settings')).toBe(
      true,
    );
  });

  it('of a subframe is denied, to our own page too', () => {
    const { webContents } = onlyWindow();
    expect(webContents.allows('will-frame-navigate', 'app://keywell/', false)).toBe(false);
    expect(webContents.allows('will-frame-navigate', 'https://a.example/', false)).toBe(false);
    expect(shell.opened).toEqual([]);
  });

  it('by redirect is denied', () => {
    expect(onlyWindow().webContents.allows('will-redirect', 'app://keywell/')).toBe(false);
  });

  it('to a new window is denied, whatever it shows', () => {
    const { openHandler } = onlyWindow().webContents;
    for (const url of ['https://a.example/', 'app://keywell/', 'about:blank'])
      expect(openHandler?.({ url } as never)).toEqual({ action: 'deny' });
  });

  it('to a webview is denied', () => {
    let prevented = false;
    onlyWindow().webContents.emit('will-attach-webview', {
      preventDefault: () => {
        prevented = true;
      },
    });
    expect(prevented).toBe(true);
  });
});

describe('links', () => {
  beforeEach(async () => {
    await startHost();
  });
  const click = (url: string) => onlyWindow().webContents.openHandler?.({ url } as never);

  it('open in the system browser if they are https, written anew', () => {
    click('HTTPS://Docs.Example/a b?q=1#f');
    onlyWindow().webContents.allows('will-frame-navigate', 'https://plain.example');
    expect(shell.opened).toEqual(['https://docs.example/a%20b?q=1#f', 'https://plain.example/']);
  });

  it.each([
    'http://a.example/',
    'file:///etc/passwd',
    'smb://host/share',
    'ms-msdt:/id',
    'javascript:alert(1)',
    'mailto:a@b.example',
    'https://user@a.example/',
    'https://:secret@a.example/',
    'https://',
    '--flag',
  ])('%s opens nowhere', (url) => {
    click(url);
    expect(shell.opened).toEqual([]);
  });
});

describe('permissions', () => {
  beforeEach(async () => {
    await startHost();
  });
  const { defaultSession } = session;
  const page = 'app://keywell/';

  function requested(permission: string, requestingUrl = page): boolean | undefined {
    let granted: boolean | undefined;
    const answer = (outcome: boolean) => {
      granted = outcome;
    };
    defaultSession.request?.({} as never, permission as never, answer, {
      requestingUrl,
      isMainFrame: true,
    });
    return granted;
  }
  const checked = (permission: string, origin = page) =>
    defaultSession.check?.(null, permission as never, origin, { isMainFrame: true } as never);

  it.each([
    'media',
    'geolocation',
    'notifications',
    'clipboard-read',
    'usb',
    'fileSystem',
    'openExternal',
    'unknown',
  ])('%s is denied', (permission) => {
    expect(requested(permission)).toBe(false);
    expect(checked(permission)).toBe(false);
  });

  it('to write to the clipboard is our page’s alone', () => {
    expect(requested('clipboard-sanitized-write')).toBe(true);
    expect(checked('clipboard-sanitized-write')).toBe(true);
    expect(requested('clipboard-sanitized-write', 'https://a.example/')).toBe(false);
    expect(checked('clipboard-sanitized-write', 'https://a.example')).toBe(false);
  });

  it('for a device is denied', () => {
    expect(defaultSession.device?.({ deviceType: 'usb', origin: page } as never)).toBe(false);
  });
});

describe('app://keywell/', () => {
  beforeEach(async () => {
    await startHost();
  });

  it('serves the page with the policy, the nonce in both', async () => {
    const answer = await protocol.fetch('app://keywell/');
    const policy = answer.headers.get('content-security-policy') ?? '';
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
    expect(policy.replace(nonce ?? '', 'N').split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self' 'nonce-N'",
      "img-src 'self' data:",
      "font-src 'self'",
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ]);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await answer.text()).toContain(`nonce="${nonce}"`);
  });

  it('serves what the page needs, by its kind', async () => {
    const answer = await protocol.fetch('app://keywell/assets/index-abc.js');
    expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(await answer.text()).toBe('export {};');
  });

  it.each([
    'app://keywell/../outside.js',
    'app://keywell/%2e%2e/outside.js',
    'app://keywell/..%2foutside.js',
    'app://keywell/assets/..%5c..%5coutside.js',
    'app://other/assets/index-abc.js',
    'app://keywell/missing.js',
  ])('does not serve %s', async (url) => {
    const answer = await protocol.fetch(url);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toBe('');
  });

  it('takes nothing in', async () => {
    const answer = await protocol.fetch('app://keywell/', { method: 'POST', body: 'x' });
    expect(answer.status).toBe(404);
  });
});
