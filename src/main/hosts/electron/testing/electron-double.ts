/**
 * What the host uses of Electron, without a runtime. Every part `implements` a pick of Electron's own declaration and
 * announces only events that are declared there, so one that no longer fits the installed version does not compile.
 */
import { app } from './double/app-double.ts';
import { contextBridge, ipcMain, ipcRenderer } from './double/ipc-double.ts';
import { globalShortcut, MenuDouble, TrayDouble } from './double/menus-double.ts';
import {
  dialog,
  exampleDisplay,
  nativeTheme,
  powerMonitor,
  screen,
  shell,
} from './double/system-double.ts';

export { FrameDouble, WebContentsDouble } from './double/contents-double.ts';
export { protocol, session } from './double/session-double.ts';
export { BrowserWindowDouble as BrowserWindow } from './double/window-double.ts';
export {
  app,
  contextBridge,
  dialog,
  exampleDisplay,
  globalShortcut,
  ipcMain,
  ipcRenderer,
  MenuDouble as Menu,
  nativeTheme,
  powerMonitor,
  screen,
  shell,
  TrayDouble as Tray,
};

/** A fresh Electron for the next test. */
export function resetElectron(): void {
  for (const part of [app, ipcMain, ipcRenderer, shell, dialog, nativeTheme, globalShortcut]) {
    part.reset();
  }
  powerMonitor.removeAllListeners();
  contextBridge.exposed.clear();
  screen.displays = [exampleDisplay()];
  MenuDouble.current = undefined;
  TrayDouble.all = [];
  TrayDouble.supported = true;
}
