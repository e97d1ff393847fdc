import { Menu } from 'electron';

/** macOS takes the shortcuts for copy, paste and quit from the menu; elsewhere none is needed. */
export function setupMenu(platform: NodeJS.Platform): void {
  Menu.setApplicationMenu(
    platform === 'darwin'
      ? Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }])
      : null,
  );
}
