import { app, BrowserWindow, nativeTheme } from 'electron';
import type { Clients } from './clients.ts';
import { appOrigin } from './origin.ts';

/** The page's own background (theme.ts), shown until it has painted, so that a window does not flash on opening. */
const background = { light: '#ffffff', dark: '#151a20' };

/** Opens a window on the app's page. It shows once there is something to see. */
export function openWindow(preloadPath: string, clients: Clients): void {
  const window = new BrowserWindow({
    width: 1280,
    height: 820,
    minWidth: 720,
    minHeight: 480,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? background.dark : background.light,
    webPreferences: {
      preload: preloadPath,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      navigateOnDragDrop: false,
      // Chromium would fetch its dictionaries from a server of Google's.
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  });
  clients.add(window.webContents);
  window.once('ready-to-show', () => window.show());
  void window.loadURL(`${appOrigin}/`);
}

/** Brings the first window to the front; opens one if there is none. */
export function focusWindow(preloadPath: string, clients: Clients): void {
  const [window] = BrowserWindow.getAllWindows();
  if (window === undefined) {
    openWindow(preloadPath, clients);
    return;
  }
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
