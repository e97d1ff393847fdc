import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Bridge } from '#shared/ipc/bridge.ts';
import { eventChannel, requestChannel } from '#shared/ipc/channels.ts';
import type { DesktopCore } from './testing/desktop-core.ts';
import {
  BrowserWindow,
  contextBridge,
  FrameDouble,
  ipcMain,
  ipcRenderer,
  resetElectron,
  WebContentsDouble,
} from './testing/electron-double.ts';
import { onlyWindow, startHost } from './testing/start-host.ts';

vi.mock('electron', () => import('./testing/electron-double.ts'));

let core: DesktopCore;
let contents: WebContentsDouble;
let bridge: Bridge;

beforeEach(async () => {
  resetElectron();
  ({ core } = await startHost());
  contents = onlyWindow().webContents;
  bridge = await loadPreload(contents);
  core.dropped.length = 0;
});

/** Runs the preload for a page, and hands out what the page then has. */
async function loadPreload(page: WebContentsDouble): Promise<Bridge> {
  ipcRenderer.attach(page);
  vi.resetModules();
  await import('../../../preload/index.ts');
  return contextBridge.exposed.get('keywell') as Bridge;
}

/** The client that the core now sees in the window. */
async function currentClient(): Promise<string> {
  await bridge.request('app.info', {});
  return core.requests.at(-1)?.clientId ?? '';
}

describe('the page', () => {
  it('has two functions of main, and nothing else', () => {
    expect([...contextBridge.exposed.keys()]).toEqual(['keywell']);
    expect(Object.keys(bridge).sort()).toEqual(['on', 'request']);
  });

  it('asks the core and gets its outcome', async () => {
    core.answer = () => ({ ok: false, error: { code: 'name-taken', message: 'Taken.' } });
    expect(await bridge.request('configurations.create', { fields: { name: 'a' } })).toEqual({
      ok: false,
      error: { code: 'name-taken', message: 'Taken.' },
    });
    expect(core.requests).toMatchObject([
      { route: 'configurations.create', input: { fields: { name: 'a' } } },
    ]);
  });

  it('gets an envelope even for what cannot be sent, and if main breaks', async () => {
    const lost = { ok: false, error: { code: 'unreachable' } };
    expect(await bridge.request('app.info', () => undefined)).toMatchObject(lost);
    core.answer = () => Promise.reject(new Error('canary-reason'));
    const outcome = await bridge.request('app.info', {});
    expect(outcome).toMatchObject(lost);
    expect(JSON.stringify(outcome)).not.toContain('canary-reason');
  });

  it('hears the events it listens to, without the event object, until it stops', () => {
    const received: unknown[][] = [];
    const stop = bridge.on('vault.changed', (...args) => received.push(args));
    core.emit(null, 'vault.changed', { mode: 'session' });
    core.emit(null, 'settings.changed', { theme: 'dark' });
    stop();
    core.emit(null, 'vault.changed', { mode: 'keychain' });
    expect(received).toEqual([[{ mode: 'session' }]]);
  });

  it('can listen twice and stop once', () => {
    const received: unknown[] = [];
    const listener = (payload: unknown) => received.push(payload);
    const stop = bridge.on('vault.changed', listener);
    bridge.on('vault.changed', listener);
    stop();
    core.emit(null, 'vault.changed', 1);
    expect(received).toEqual([1]);
  });
});

describe('a message', () => {
  const refused = { ok: false, error: { code: 'forbidden' } };
  const ask = (sender: WebContentsDouble, frame: FrameDouble | null) =>
    ipcMain.receive(sender, frame, requestChannel, 'app.info', {});

  it('from a subframe is refused, of our origin too', async () => {
    const subframe = new FrameDouble('app://keywell', contents.mainFrame);
    expect(await ask(contents, subframe)).toMatchObject(refused);
    expect(core.requests).toEqual([]);
  });

  it.each(['https://attacker.example', 'file://', 'null', 'app://other', 'app://keywell.example'])(
    'from a page of %s is refused',
    async (origin) => {
      contents.mainFrame.origin = origin;
      expect(await ask(contents, contents.mainFrame)).toMatchObject(refused);
      expect(core.requests).toEqual([]);
    },
  );

  it('from a window that is not ours is refused', async () => {
    const stranger = new WebContentsDouble();
    expect(await ask(stranger, stranger.mainFrame)).toMatchObject(refused);
    expect(core.requests).toEqual([]);
  });

  it('from a page that has gone is refused', async () => {
    const before = contents.mainFrame;
    contents.navigated();
    expect(await ask(contents, before)).toMatchObject(refused);
    expect(await ask(contents, null)).toMatchObject(refused);
    expect(core.requests).toEqual([]);
  });
});

describe('a client', () => {
  it('hears what is meant for it, and not what is meant for another', async () => {
    const clientId = await currentClient();
    const other = new BrowserWindow({});
    core.emit(clientId, 'generation.event', { seq: 0 });
    core.emit('another', 'generation.event', { seq: 1 });
    expect(contents.sent).toEqual([[eventChannel, 'generation.event', { seq: 0 }]]);
    expect(other.webContents.sent).toEqual([]);
  });

  it('is gone when its page is loaded anew, which is another client', async () => {
    const before = await currentClient();
    contents.navigated();
    expect(core.dropped).toEqual([before]);
    expect(await currentClient()).not.toBe(before);

    core.emit(before, 'generation.event', { seq: 0 });
    expect(contents.sent).toEqual([]);
  });

  it('is gone with its window, to which nothing more is sent', async () => {
    const clientId = await currentClient();
    contents.destroy();
    expect(core.dropped).toEqual([clientId]);
    core.emit(null, 'vault.changed', {});
    expect(contents.sent).toEqual([]);
  });

  it('is gone when its process has crashed', async () => {
    const clientId = await currentClient();
    contents.crash('oom');
    expect(core.dropped[0]).toBe(clientId);
  });

  it('leaves nothing running if it goes while its request is under way', async () => {
    let clientId = '';
    core.answer = (request) => {
      clientId = request.clientId;
      contents.navigated();
      return { ok: true, data: null };
    };
    await bridge.request('generation.start', {});
    expect(core.dropped).toEqual([clientId, clientId]);
  });
});
