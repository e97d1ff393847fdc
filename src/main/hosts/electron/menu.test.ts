import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { AppCommand } from '#shared/domain/app-command.ts';
import { setupMenu } from './menu.ts';
import { Menu, resetElectron } from './testing/electron-double.ts';

vi.mock('electron', () => import('./testing/electron-double.ts'));

beforeEach(resetElectron);

function setUp(
  platform: NodeJS.Platform,
  isPackaged = true,
  checkForUpdates: (() => void) | null = null,
) {
  const told: AppCommand[] = [];
  let folders = 0;
  setupMenu({
    platform,
    isPackaged,
    tell: (command) => told.push(command),
    openLogFolder: () => {
      folders += 1;
    },
    checkForUpdates,
  });
  const { current } = Menu;
  if (!current) throw new Error('There is no menu.');
  return { menu: current, told, folders: () => folders };
}

type Items = readonly Electron.MenuItemConstructorOptions[];

/** Every item, however deep. */
function flat(items: Items): Items {
  return items.flatMap((item) => [
    item,
    ...(Array.isArray(item.submenu) ? flat(item.submenu) : []),
  ]);
}

/** Every role and accelerator, however deep. */
function everything(items: readonly Electron.MenuItemConstructorOptions[]): string[] {
  return items.flatMap(({ role, accelerator, submenu }) => [
    ...(role === undefined ? [] : [role]),
    ...(accelerator === undefined ? [] : [String(accelerator)]),
    ...(Array.isArray(submenu) ? everything(submenu) : []),
  ]);
}
const all = (menu: Menu) => everything(menu.template as Electron.MenuItemConstructorOptions[]);

describe('the menu', () => {
  it.each([
    ['New configuration', { kind: 'new-configuration' }],
    ['New generation', { kind: 'new-generation' }],
    ['Settings…', { kind: 'open-page', page: 'settings' }],
  ] as const)('File → %s tells the page', (label, command) => {
    const { menu, told } = setUp('linux');
    menu.choose('&File', label);
    expect(told).toEqual([command]);
  });

  it('leads to the palette, to the list of shortcuts, to the log and to the report', () => {
    const { menu, told, folders } = setUp('linux');
    menu.choose('&View', 'Command palette');
    menu.choose('&Help', 'Keyboard shortcuts');
    menu.choose('&Help', 'Diagnostics report…');
    menu.choose('&Help', 'Open log folder');
    expect(told.map(({ kind }) => kind)).toEqual([
      'command-palette',
      'keyboard-shortcuts',
      'diagnostics',
    ]);
    expect(folders()).toBe(1);
  });

  it.each(['linux', 'win32', 'darwin'] as const)(
    'has what people expect of one on %s, each key once',
    (platform) => {
      const { menu } = setUp(platform);
      expect(all(menu)).toEqual(
        expect.arrayContaining([
          'editMenu',
          'close',
          'quit',
          'about',
          'togglefullscreen',
          'resetZoom',
          'CmdOrCtrl+N',
          'CmdOrCtrl+,',
        ]),
      );
      const keys = all(menu).filter((one) => one.startsWith('CmdOrCtrl'));
      expect(new Set(keys).size).toBe(keys.length);
    },
  );

  it('begins on macOS with the app’s own, where its settings are', () => {
    const { menu } = setUp('darwin');
    const roles = all(menu);
    expect(roles.slice(0, 2)).toEqual(['appMenu', 'about']);
    expect(roles).toEqual(expect.arrayContaining(['services', 'hide', 'windowMenu']));
    expect(() => menu.find('&File', 'Settings…')).toThrow();
  });

  it('has nothing for developers once packaged', () => {
    expect(all(setUp('linux', false).menu)).toEqual(
      expect.arrayContaining(['reload', 'toggleDevTools']),
    );
    for (const role of ['reload', 'forceReload', 'toggleDevTools', 'viewMenu']) {
      expect(all(setUp('linux').menu)).not.toContain(role);
      expect(all(setUp('darwin').menu)).not.toContain(role);
    }
  });

  it.each(['linux', 'win32', 'darwin'] as const)(
    'offers on %s to look for updates, in a build that has them',
    (platform) => {
      const found = (checkForUpdates: (() => void) | null) => {
        const { template } = setUp(platform, true, checkForUpdates).menu;
        return flat(template as Items).filter(({ label }) => label === 'Check for updates…');
      };
      const check = () => undefined;
      expect(found(check).map(({ click }) => click)).toEqual([check]);
      expect(found(null)).toEqual([]);
    },
  );
});
