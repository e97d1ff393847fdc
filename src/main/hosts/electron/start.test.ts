import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { AppError } from '#shared/errors.ts';
import { FakeCore } from '../testing/fake-core.ts';
import { DesktopCore } from './testing/desktop-core.ts';
import {
  app,
  BrowserWindow,
  dialog,
  exampleDisplay,
  nativeTheme,
  powerMonitor,
  resetElectron,
  screen,
} from './testing/electron-double.ts';
import { onlyWindow, soon, startHost, temporaryFolder } from './testing/start-host.ts';

vi.mock('electron', () => import('./testing/electron-double.ts'));

beforeEach(resetElectron);

describe('starting', () => {
  it('leaves at once when the data folder has its Keywell already', async () => {
    app.isFirst = false;
    const createCore = vi.fn(async () => new FakeCore());
    await startHost({ createCore });
    expect(app.calls).toContain('quit');
    expect(createCore).not.toHaveBeenCalled();
    expect(BrowserWindow.all).toEqual([]);
  });

  it('says why it cannot, in the words of the failure', async () => {
    const createCore = () => Promise.reject(new AppError('storage-failed', 'The disk is full.'));
    await startHost({ createCore });
    expect(dialog.errors).toEqual(['Keywell could not start: The disk is full.']);
    expect(app.calls).toContain('exit 1');
    expect(BrowserWindow.all).toEqual([]);
  });

  it('keeps the words of an unforeseen failure to the log', async () => {
    await startHost({ createCore: () => Promise.reject(new Error('canary-detail')) });
    expect(dialog.errors).toEqual(['Keywell could not start: The log has the details.']);
  });

  it.each([
    ['win32', 'app.keywell'],
    ['linux', null],
  ])('names itself on %s as its installer does', async (platform, id) => {
    vi.stubGlobal('process', Object.create(process, { platform: { value: platform } }));
    onTestFinished(() => void vi.unstubAllGlobals());
    app.isFirst = false;
    await startHost();
    expect(app.userModelId).toBe(id);
  });
});

describe('the window', () => {
  it('shows as soon as there is something to see', async () => {
    await startHost();
    const window = onlyWindow();
    expect(window.visible).toBe(false);
    window.emit('ready-to-show');
    expect(window.visible).toBe(true);
  });

  it('comes back to the front on a second start', async () => {
    await startHost();
    const window = onlyWindow();
    window.minimized = true;
    app.emit('second-instance', {}, ['/opt/keywell'], '/', null);
    expect(window).toMatchObject({ minimized: false, visible: true, focused: true });
    expect(onlyWindow()).toBe(window);
  });

  it('opens anew when the app, still running, is asked for', async () => {
    await startHost();
    onlyWindow().close();
    app.emit('activate', {}, false);
    expect(onlyWindow().url).toBe('app://keywell/');
  });
});

describe('its place', () => {
  const bounds = { x: 300, y: 120, width: 1100, height: 760 };

  it('is kept over a start, maximised too', async () => {
    const { dataFolder } = await startHost();
    onlyWindow().place(bounds);
    onlyWindow().maximize();
    onlyWindow().close();
    resetElectron();

    await startHost({ dataFolder });
    const window = onlyWindow();
    expect(window.options).toMatchObject(bounds);
    expect(window.maximized).toBe(false);
    window.emit('ready-to-show');
    expect(window).toMatchObject({ maximized: true, visible: true });
  });

  it('is kept also when Keywell is killed, once the window has come to rest', async () => {
    vi.useFakeTimers();
    try {
      const { dataFolder } = await startHost();
      onlyWindow().place(bounds);
      vi.advanceTimersByTime(1_000);
      resetElectron();
      await startHost({ dataFolder });
      expect(onlyWindow().options).toMatchObject(bounds);
    } finally {
      vi.useRealTimers();
    }
  });

  it('is brought onto a screen that there is', async () => {
    const { dataFolder } = await startHost();
    onlyWindow().place({ ...bounds, x: 4_000 });
    onlyWindow().close();
    resetElectron();
    screen.displays = [exampleDisplay({ width: 1440, height: 900 })];
    await startHost({ dataFolder });
    expect(onlyWindow().options).toMatchObject({ ...bounds, x: 340 });
  });

  it('is brought back down where its upper half was out of sight', async () => {
    const { dataFolder } = await startHost();
    onlyWindow().place({ ...bounds, y: -bounds.height / 2 });
    onlyWindow().close();
    resetElectron();
    await startHost({ dataFolder });
    expect(onlyWindow().options).toMatchObject({ ...bounds, y: 0 });
  });

  it.each(['', '{', '[]', '{"x":"far"}', '{"x":0,"y":0,"width":-1,"height":1,"maximized":true}'])(
    'is the usual one where what was kept is %j',
    async (nonsense) => {
      const dataFolder = temporaryFolder();
      writeFileSync(join(dataFolder, 'window-state.json'), nonsense);
      await startHost({ dataFolder });
      expect(onlyWindow().options).toMatchObject({ width: 1280, height: 820 });
      expect(onlyWindow().options).not.toHaveProperty('x');
    },
  );

  it('that cannot be kept stops nothing, and is in the log', async () => {
    const dataFolder = temporaryFolder();
    mkdirSync(join(dataFolder, 'window-state.json.next'));
    const { logged } = await startHost({ dataFolder });
    onlyWindow().close();
    expect(logged).toEqual(['The place of the window could not be kept.']);
  });
});

describe('the theme', () => {
  it.each([
    ['system', false, '#ffffff'],
    ['system', true, '#151a20'],
    ['dark', false, '#151a20'],
    ['light', true, '#ffffff'],
  ] as const)('%s, with a dark system: %s, opens on %s', async (theme, systemIsDark, color) => {
    const core = new DesktopCore();
    core.settings = { ...core.settings, theme };
    nativeTheme.systemIsDark = systemIsDark;
    await startHost({ core });
    expect(nativeTheme.themeSource).toBe(theme);
    expect(onlyWindow().options.backgroundColor).toBe(color);
  });

  it('is followed when it is set', async () => {
    const { core } = await startHost();
    core.settings = { ...core.settings, theme: 'dark' };
    core.emit(null, 'settings.changed', core.settings);
    await vi.waitFor(() => expect(nativeTheme.themeSource).toBe('dark'), soon);
    expect(onlyWindow().backgroundColor).toBe('#151a20');
  });

  it('follows the system when that turns dark', async () => {
    await startHost();
    nativeTheme.systemIsDark = true;
    nativeTheme.emit('updated');
    expect(onlyWindow().backgroundColor).toBe('#151a20');
  });

  it('is the system’s as long as the registry cannot be read', async () => {
    const core = new DesktopCore();
    core.isDamaged = true;
    await startHost({ core });
    expect(nativeTheme.themeSource).toBe('system');
    expect(onlyWindow().url).toBe('app://keywell/');
  });
});

describe('leaving', () => {
  it('waits until the core has closed, however often it is told to', async () => {
    const { core } = await startHost();
    const exited = app.untilExit();
    app.quit();
    app.quit();
    expect(app.calls).not.toContain('exit 0');
    await exited;
    expect(core.closed).toBe(true);
    expect(app.calls.filter((call) => call === 'exit 0')).toHaveLength(1);
  });

  it('happens even if the core cannot close', async () => {
    const core = new DesktopCore();
    core.close = () => Promise.reject(new Error('disk full'));
    const { logged } = await startHost({ core });
    const exited = app.untilExit();
    app.quit();
    await exited;
    expect(app.calls).toContain('exit 0');
    expect(logged).toEqual(['Keywell did not close cleanly.']);
  });

  it('happens even if the core never closes', async () => {
    vi.useFakeTimers();
    try {
      const core = new DesktopCore();
      core.close = () => Promise.withResolvers<never>().promise;
      const { logged } = await startHost({ core });
      const exited = app.untilExit();
      app.quit();
      await vi.advanceTimersByTimeAsync(60_000);
      await exited;
      expect(logged).toEqual(['Keywell did not close in time and left all the same.']);
    } finally {
      vi.useRealTimers();
    }
  });

  it('goes with the last window, after its runs were given up', async () => {
    const { core } = await startHost();
    core.dropped.length = 0;
    const exited = app.untilExit();
    onlyWindow().close();
    expect(core.dropped).toHaveLength(1);
    await exited;
    expect(core.closed).toBe(true);
  });

  it('gives up the runs of the page when it is chosen in the menu', async () => {
    const { core } = await startHost();
    core.dropped.length = 0;
    const exited = app.untilExit();
    app.quit();
    expect(core.dropped).toHaveLength(1);
    await exited;
    expect(BrowserWindow.all).toEqual([]);
  });

  it('asks a system that shuts down to wait for it', async () => {
    const { core } = await startHost();
    const preventDefault = vi.fn();
    const exited = app.untilExit();
    powerMonitor.emit('shutdown', { preventDefault });
    expect(preventDefault).toHaveBeenCalledOnce();
    await exited;
    expect(core.closed).toBe(true);
  });

  it('begins at once when Windows ends the session', async () => {
    const { core } = await startHost();
    const exited = app.untilExit();
    onlyWindow().emit('session-end', {});
    expect(core.closed).toBe(true);
    await exited;
  });
});
