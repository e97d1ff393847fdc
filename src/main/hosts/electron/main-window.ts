import { app, BrowserWindow, screen } from 'electron';
import type { AppCommand } from '#shared/domain/app-command.ts';
import type { Log } from '../../logging/log.ts';
import type { Clients } from './clients.ts';
import { setupCrashes } from './crashes.ts';
import { appOrigin } from './origin.ts';
import { windowBackground } from './theme.ts';
import { setupUnsaved } from './unsaved.ts';
import { openingBounds, smallestWindow } from './window-bounds.ts';
import type { WindowState } from './window-state.ts';

interface MainWindowParts {
  readonly preloadPath: string;
  readonly clients: Clients;
  readonly state: WindowState;
  readonly log: Pick<Log, 'warn' | 'error'>;
}

/** Keywell's window, which may be closed at times: macOS keeps an app running without one. */
export class MainWindow {
  readonly #parts: MainWindowParts;
  #window: BrowserWindow | null = null;

  constructor(parts: MainWindowParts) {
    this.#parts = parts;
  }

  /** Brings it to the front; opens it if there is none. */
  show(): void {
    const window = this.#window;
    if (window === null) {
      this.#open();
      return;
    }
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  }

  /** Shows it, and what was chosen in it. */
  tell(command: AppCommand): void {
    this.show();
    if (this.#window !== null) {
      this.#parts.clients.tell(this.#window.webContents, 'app.command', command);
    }
  }

  /** It shows once there is something to see. */
  #open(): void {
    const { preloadPath, clients, state, log } = this.#parts;
    const kept = state.read();
    const window = new BrowserWindow({
      ...openingBounds(kept, workAreas()),
      minWidth: smallestWindow.width,
      minHeight: smallestWindow.height,
      show: false,
      backgroundColor: windowBackground(),
      webPreferences: webPreferences(preloadPath),
    });
    this.#window = window;
    window.on('closed', () => {
      this.#window = null;
    });
    clients.add(window.webContents);
    state.follow(window);
    setupCrashes(window, log);
    setupUnsaved(window);
    window.once('ready-to-show', () => {
      if (kept?.maximized) window.maximize();
      window.show();
    });
    void window.loadURL(`${appOrigin}/`);
  }
}

/** No way from the page to the machine but the preload. What is Electron's default is said all the same. */
function webPreferences(preload: string): Electron.WebPreferences {
  return {
    preload,
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
    // Chromium would fetch its dictionaries from a server of Google's.
    spellcheck: false,
    devTools: !app.isPackaged,
  };
}

function workAreas(): [Electron.Rectangle, ...Electron.Rectangle[]] {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
  return [primary.workArea, ...others.map(({ workArea }) => workArea)];
}
