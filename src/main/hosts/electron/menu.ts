import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { AppCommand } from '#shared/domain/app-command.ts';

interface MenuParts {
  readonly platform: NodeJS.Platform;
  /** Whether this is the app as people have it, without what developers need. */
  readonly isPackaged: boolean;
  readonly tell: (command: AppCommand) => void;
  readonly openLogFolder: () => void;
  /** Null in a build that has no updates. */
  readonly checkForUpdates: (() => void) | null;
}

type Items = MenuItemConstructorOptions[];

/** The application's menu: on macOS at the top of the screen, elsewhere in the window. */
export function setupMenu(parts: MenuParts): void {
  const isMac = parts.platform === 'darwin';
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(isMac ? [appMenu(parts)] : []),
      fileMenu(parts),
      { role: 'editMenu' },
      viewMenu(parts),
      windowMenu(isMac),
      helpMenu(parts),
    ]),
  );
}

function appMenu(parts: MenuParts): MenuItemConstructorOptions {
  return {
    role: 'appMenu',
    submenu: [
      { role: 'about' },
      ...updates(parts),
      { type: 'separator' },
      settings(parts.tell),
      { type: 'separator' },
      { role: 'services' },
      { type: 'separator' },
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      { type: 'separator' },
      { role: 'quit' },
    ],
  };
}

function fileMenu({ platform, tell }: MenuParts): MenuItemConstructorOptions {
  const last: Items =
    platform === 'darwin'
      ? [{ role: 'close' }]
      : [settings(tell), { type: 'separator' }, { role: 'quit' }];
  return {
    label: '&File',
    submenu: [
      {
        label: 'New configuration',
        accelerator: 'CmdOrCtrl+N',
        click: () => tell({ kind: 'new-configuration' }),
      },
      {
        label: 'New generation',
        accelerator: 'CmdOrCtrl+G',
        click: () => tell({ kind: 'new-generation' }),
      },
      { type: 'separator' },
      ...last,
    ],
  };
}

function settings(tell: MenuParts['tell']): MenuItemConstructorOptions {
  return {
    label: 'Settings…',
    accelerator: 'CmdOrCtrl+,',
    click: () => tell({ kind: 'open-page', page: 'settings' }),
  };
}

/** Loading anew and the developer tools are not for people's hands: a page that loads anew gives up its runs. */
function viewMenu({ isPackaged, tell }: MenuParts): MenuItemConstructorOptions {
  const forDevelopers: Items = [
    { type: 'separator' },
    { role: 'reload' },
    { role: 'toggleDevTools' },
  ];
  return {
    label: '&View',
    submenu: [
      {
        label: 'Command palette',
        accelerator: 'CmdOrCtrl+K',
        click: () => tell({ kind: 'command-palette' }),
      },
      { type: 'separator' },
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { type: 'separator' },
      { role: 'togglefullscreen' },
      ...(isPackaged ? [] : forDevelopers),
    ],
  };
}

function windowMenu(isMac: boolean): MenuItemConstructorOptions {
  return isMac
    ? { role: 'windowMenu' }
    : { label: '&Window', submenu: [{ role: 'minimize' }, { role: 'close' }] };
}

function updates({ checkForUpdates }: MenuParts): Items {
  return checkForUpdates === null ? [] : [{ label: 'Check for updates…', click: checkForUpdates }];
}

function helpMenu(parts: MenuParts): MenuItemConstructorOptions {
  const { platform, tell, openLogFolder } = parts;
  const last: Items = [{ type: 'separator' }, ...updates(parts), { role: 'about' }];
  return {
    role: 'help',
    label: '&Help',
    submenu: [
      { label: 'Keyboard shortcuts', click: () => tell({ kind: 'keyboard-shortcuts' }) },
      { type: 'separator' },
      { label: 'Open log folder', click: openLogFolder },
      { label: 'Diagnostics report…', click: () => tell({ kind: 'diagnostics' }) },
      ...(platform === 'darwin' ? [] : last),
    ],
  };
}
