import { once } from 'node:events';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '#shared/errors.ts';
import { FakeCore } from '../testing/fake-core.ts';
import { makeRendererFolder } from '../testing/renderer-folder.ts';
import { setupMenu } from './menu.ts';
import { startElectronHost } from './start.ts';
import {
  app,
  type BrowserWindow,
  BrowserWindow as BrowserWindowDouble,
  dialog,
  Menu,
  protocol,
  resetElectron,
  session,
  shell,
} from './testing/electron-double.ts';

vi.mock('electron', () => import('./testing/electron-double.ts'));

const renderer = makeRendererFolder();
afterAll(renderer.remove);

const log = { warn: () => undefined, error: () => undefined };
let core: FakeCore;

beforeEach(() => {
  resetElectron();
  core = new FakeCore();
});

async function start(createCore = async () => core): Promise<void> {
  await startElectronHost({
    createCore,
    rendererFolder: renderer.path,
    preloadPath: '/out/preload/index.cjs',
    log,
  });
}

function onlyWindow(): InstanceType<typeof BrowserWindow> {
  const [window, second] = BrowserWindowDouble.all;
  if (window === undefined || second !== undefined) throw new Error('There is not one window.');
  return window;
}

describe('the window', () => {
  it('gives the page no way to the machine but the preload', async () => {
    await start();
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
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: true,
    });
  });

  it('has no developer tools once packaged', async () => {
    app.isPackaged = true;
    await start();
    expect(onlyWindow().options.webPreferences?.devTools).toBe(false);
  });

  it('shows our page, as soon as there is something to see', async () => {
    await start();
    const window = onlyWindow();
    expect(window.url).toBe('app://keywell/');
    expect(window.visible).toBe(false);
    window.emit('ready-to-show');
    expect(window.visible).toBe(true);
  });

  it('comes back to the front on a second start', async () => {
    await start();
    const window = onlyWindow();
    window.minimized = true;
    app.emit('second-instance');
    expect(window).toMatchObject({ minimized: false, visible: true, focused: true });
    expect(onlyWindow()).toBe(window);
  });

  it('opens anew when the app, still running, is asked for', async () => {
    await start();
    onlyWindow().close();
    app.emit('activate', {}, false);
    expect(onlyWindow().url).toBe('app://keywell/');
  });
});

describe('the menu', () => {
  it('is there on macOS, whose shortcuts live in it, and nowhere else', () => {
    setupMenu('darwin');
    expect(Menu.current).toEqual([
      { role: 'appMenu' },
      { role: 'editMenu' },
      { role: 'windowMenu' },
    ]);
    setupMenu('linux');
    expect(Menu.current).toBeNull();
  });
});

describe('starting and leaving', () => {
  it('sandboxes every process and registers the scheme before the app is ready', async () => {
    await start();
    expect(app.calls).toEqual(['enableSandbox', 'registerSchemesAsPrivileged', 'ready']);
    expect(protocol.privileged).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
    ]);
  });

  it('leaves at once when the data folder has its Keywell already', async () => {
    app.isFirst = false;
    const createCore = vi.fn(async () => core);
    await start(createCore);
    expect(app.calls).toContain('quit');
    expect(createCore).not.toHaveBeenCalled();
    expect(BrowserWindowDouble.all).toEqual([]);
  });

  it('says why it cannot start, in the words of the failure', async () => {
    await start(() => Promise.reject(new AppError('storage-failed', 'The folder is in use.')));
    expect(dialog.errors).toEqual(['Keywell could not start: The folder is in use.']);
    expect(app.calls).toContain('exit 1');
    expect(BrowserWindowDouble.all).toEqual([]);
  });

  it('keeps the words of an unforeseen failure to the log', async () => {
    await start(() => Promise.reject(new Error('canary-detail')));
    expect(dialog.errors.join()).not.toContain('canary-detail');
  });

  it('leaves only after the core has closed, however often it is told to', async () => {
    await start();
    const exited = once(app, 'exited');
    app.quit();
    app.quit();
    expect(app.calls).not.toContain('exit 0');
    await exited;
    expect(core.closed).toBe(true);
    expect(app.calls.filter((call) => call === 'exit 0')).toHaveLength(1);
  });

  it('leaves even if the core cannot close', async () => {
    core.close = () => Promise.reject(new Error('disk full'));
    await start();
    const exited = once(app, 'exited');
    app.quit();
    await exited;
    expect(app.calls).toContain('exit 0');
  });
});

describe('navigation', () => {
  beforeEach(() => start());

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
  beforeEach(() => start());
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
  beforeEach(() => start());
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
  beforeEach(() => start());

  it('serves the page with the policy, the nonce in both', async () => {
    const answer = await protocol.fetch('app://keywell/');
    const nonce = /'nonce-([^']+)'/.exec(answer.headers.get('content-security-policy') ?? '')?.[1];
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
