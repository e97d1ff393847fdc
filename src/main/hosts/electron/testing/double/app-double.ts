import type * as Electron from 'electron';
import { Announcing, isPrevented, type Preventable } from './announcing.ts';

type AppUsed =
  | 'enableSandbox'
  | 'requestSingleInstanceLock'
  | 'whenReady'
  | 'quit'
  | 'exit'
  | 'isPackaged'
  | 'getVersion'
  | 'setAppUserModelId'
  | 'setPath'
  | 'setAsDefaultProtocolClient';

interface AppEvents {
  'web-contents-created': [event: object, contents: Electron.WebContents];
  'browser-window-created': [event: object, window: Electron.BrowserWindow];
  'window-all-closed': [];
  'before-quit': [event: Preventable];
  'will-quit': [event: Preventable];
  'second-instance': [event: object, argv: string[], workingDirectory: string, data: unknown];
  activate: [event: object, hasVisibleWindows: boolean];
  'open-url': [event: Preventable, url: string];
  'child-process-gone': [event: object, details: Electron.Details];
}

/** Of a window, what leaving needs. */
interface Closable {
  close(): void;
}

class AppDouble extends Announcing<AppEvents, Electron.App> implements Pick<Electron.App, AppUsed> {
  isPackaged = false;
  isFirst = true;
  /** What was called, in order; `exit 0` once the app has left. */
  readonly calls: string[] = [];
  readonly commandLine: Pick<Electron.CommandLine, 'appendSwitch'> = {
    appendSwitch: (name, value) => void this.calls.push(`appendSwitch ${name}=${value}`),
  };
  readonly paths = new Map<string, string>();
  /** By which Windows knows it. */
  userModelId: string | null = null;
  windows: readonly Closable[] = [];
  #onExit: (() => void)[] = [];
  #quitting = false;

  enableSandbox(): void {
    this.calls.push('enableSandbox');
  }

  requestSingleInstanceLock(): boolean {
    return this.isFirst;
  }

  async whenReady(): Promise<void> {
    this.calls.push('ready');
  }

  getVersion(): string {
    return '0.0.0';
  }

  setAppUserModelId(id: string): void {
    this.userModelId = id;
  }

  setPath(name: string, path: string): void {
    this.paths.set(name, path);
  }

  setAsDefaultProtocolClient(protocol: string): boolean {
    this.calls.push(`setAsDefaultProtocolClient ${protocol}`);
    return true;
  }

  /** Asks whether it may, closes every window, asks once more, and leaves. */
  quit(): void {
    this.calls.push('quit');
    if (isPrevented((event) => this.emit('before-quit', event))) return;
    this.#quitting = true;
    for (const window of this.windows) window.close();
    this.#quitting = false;
    if (this.windows.length > 0) return;
    if (!isPrevented((event) => this.emit('will-quit', event))) this.exit(0);
  }

  exit(code = 0): void {
    this.calls.push(`exit ${code}`);
    for (const resolve of this.#onExit.splice(0)) resolve();
  }

  /** Resolves with the next `exit`. */
  untilExit(): Promise<void> {
    return new Promise((resolve) => this.#onExit.push(resolve));
  }

  /** A window has gone. The last one does not count while the app leaves, as in Electron. */
  gone(window: Closable): void {
    this.windows = this.windows.filter((one) => one !== window);
    if (this.windows.length === 0 && !this.#quitting) this.emit('window-all-closed');
  }

  reset(): void {
    this.userModelId = null;
    this.removeAllListeners();
    this.isPackaged = false;
    this.isFirst = true;
    this.calls.length = 0;
    this.paths.clear();
    this.windows = [];
    this.#onExit = [];
  }
}

export const app = new AppDouble();
