import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { eventChannel } from '#shared/ipc/channels.ts';
import type { Core } from '../../core.ts';
import { allowShortcutPortal } from './shortcut.ts';
import { DesktopCore } from './testing/desktop-core.ts';
import {
  app,
  BrowserWindow,
  dialog,
  globalShortcut,
  Menu,
  resetElectron,
  shell,
} from './testing/electron-double.ts';
import { onlyWindow, pageAsks, soon, startHost } from './testing/start-host.ts';

vi.mock('electron', () => import('./testing/electron-double.ts'));

beforeEach(resetElectron);

const told = () => onlyWindow().webContents.sent;
const heard = (command: object) => [eventChannel, 'app.command', command];
const team = { kind: 'open-page', page: 'team' };

describe('what was asked for before the page listens', () => {
  it('by the first start, is told once it does', async () => {
    await startHost({ args: ['keywell://team'] });
    expect(told()).toEqual([]);
    await pageAsks();
    expect(told()).toEqual([heard(team)]);
    await pageAsks();
    expect(told()).toHaveLength(1);
  });

  it('by a link of macOS before the app was ready, too', async () => {
    const created = Promise.withResolvers<Core>();
    const starting = startHost({ createCore: () => created.promise });
    const preventDefault = vi.fn();
    app.emit('open-url', { preventDefault }, 'keywell://team');
    expect(preventDefault).toHaveBeenCalledOnce();
    created.resolve(new DesktopCore());
    await starting;
    await pageAsks();
    expect(told()).toEqual([heard(team)]);
  });

  it('is told to the page that takes its place', async () => {
    await startHost({ args: ['--new-generation'] });
    onlyWindow().webContents.navigated();
    await pageAsks();
    expect(told()).toEqual([heard({ kind: 'new-generation' })]);
  });

  it('when every window is closed, opens one', async () => {
    const { core } = await startHost();
    core.close = () => Promise.withResolvers<never>().promise;
    onlyWindow().close();
    app.emit('open-url', { preventDefault: () => undefined }, 'keywell://team');
    await pageAsks();
    expect(told()).toEqual([heard(team)]);
  });
});

describe('a second start', () => {
  const again = (...args: string[]) =>
    app.emit('second-instance', {}, ['/opt/keywell', ...args], '/', null);

  it('hands over its link', async () => {
    await startHost();
    await pageAsks();
    again('keywell://team');
    expect(told()).toEqual([heard(team)]);
    expect(onlyWindow().focused).toBe(true);
  });

  it('hands over that a new generation is wanted', async () => {
    await startHost();
    await pageAsks();
    again('--new-generation');
    expect(told()).toEqual([heard({ kind: 'new-generation' })]);
  });

  it('with a link that is none only shows the window', async () => {
    const { core } = await startHost();
    await pageAsks();
    again('keywell://keys.remove/all', '--data-dir=/tmp/other');
    expect(told()).toEqual([]);
    expect(onlyWindow().focused).toBe(true);
    expect(core.changes).toEqual([]);
    expect(shell.opened).toEqual([]);
  });
});

it('links are Keywell’s once it is packaged, and not while it is developed', async () => {
  await startHost();
  expect(app.calls).not.toContain('setAsDefaultProtocolClient keywell');
  resetElectron();
  app.isPackaged = true;
  await startHost();
  expect(app.calls).toContain('setAsDefaultProtocolClient keywell');
});

describe('the global shortcut', () => {
  it('goes through the portal of a Linux desktop, which has to be allowed before the app is ready', () => {
    allowShortcutPortal('darwin');
    expect(app.calls).toEqual([]);
    allowShortcutPortal('linux');
    expect(app.calls).toEqual(['appendSwitch enable-features=GlobalShortcutsPortal']);
  });

  it('opens Generate from anywhere', async () => {
    const { desktop } = await startHost();
    await pageAsks();
    expect(globalShortcut.registered.size).toBe(0);
    expect(desktop?.takeShortcut('Control+Shift+K')).toBe('in-use');
    globalShortcut.registered.get('Control+Shift+K')?.();
    expect(told()).toEqual([heard({ kind: 'new-generation' })]);
    expect(onlyWindow().focused).toBe(true);
  });

  it('gives way to another, which may be refused, and is let go of on leaving', async () => {
    const { desktop } = await startHost();
    globalShortcut.taken.add('Alt+Space');
    desktop?.takeShortcut('Control+Shift+K');
    expect(desktop?.takeShortcut('Alt+Space')).toBe('taken');
    expect(desktop?.takeShortcut('not keys')).toBe('invalid');
    expect([...globalShortcut.registered.keys()]).toEqual(['Control+Shift+K']);
    desktop?.takeShortcut('Control+Shift+L');
    expect([...globalShortcut.registered.keys()]).toEqual(['Control+Shift+L']);
    const exited = app.untilExit();
    app.quit();
    await exited;
    expect(globalShortcut.registered.size).toBe(0);
    expect(BrowserWindow.all).toEqual([]);
  });

  it('is gone when it is taken away', async () => {
    const { desktop } = await startHost();
    desktop?.takeShortcut('Control+Shift+K');
    expect(desktop?.takeShortcut(null)).toBe('in-use');
    expect(globalShortcut.registered.size).toBe(0);
  });
});

it('a folder is shown by the system, which may fail to', async () => {
  const { desktop } = await startHost();
  expect(await desktop?.openFolder('/data/logs')).toBe(true);
  shell.failure = 'There is no file manager';
  expect(await desktop?.openFolder('/data/logs')).toBe(false);
  expect(shell.opened).toEqual(['/data/logs', '/data/logs']);
});

it('the log folder is shown from the menu; where it cannot be, its place is said', async () => {
  const { dataFolder } = await startHost();
  Menu.current?.choose('&Help', 'Open log folder');
  expect(shell.opened).toEqual([join(dataFolder, 'logs')]);
  shell.failure = 'There is no file manager';
  Menu.current?.choose('&Help', 'Open log folder');
  await vi.waitFor(() => expect(dialog.errors).toHaveLength(1), soon);
  expect(dialog.errors[0]).toContain(join(dataFolder, 'logs'));
});
