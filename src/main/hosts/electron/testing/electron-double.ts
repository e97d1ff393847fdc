import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';

/**
 * What the host uses of Electron, without a runtime. Every class here `implements` a pick of Electron's own
 * declaration, so one that no longer fits the installed version does not compile. Messages between a page and
 * main are cloned as Electron clones them.
 */

/** One frame of a page: the top one, or with a parent a subframe. */
export class FrameDouble implements Pick<Electron.WebFrameMain, 'origin' | 'detached'> {
  origin: string;
  detached = false;
  readonly parent: FrameDouble | null;

  constructor(origin: string, parent: FrameDouble | null = null) {
    this.origin = origin;
    this.parent = parent;
  }
}

type ContentsUsed = 'id' | 'send' | 'isDestroyed' | 'setWindowOpenHandler';

export class WebContentsDouble
  extends EventEmitter
  implements Pick<Electron.WebContents, ContentsUsed>
{
  static #count = 0;
  readonly id = ++WebContentsDouble.#count;
  readonly sent: (readonly unknown[])[] = [];
  mainFrame = new FrameDouble('app://keywell');
  openHandler: Parameters<Electron.WebContents['setWindowOpenHandler']>[0] | undefined;
  #destroyed = false;

  send(channel: string, ...args: unknown[]): void {
    if (this.#destroyed) throw new TypeError('Object has been destroyed');
    const cloned = structuredClone(args);
    this.sent.push([channel, ...cloned]);
    if (ipcRenderer.contents === this)
      ipcRenderer.emit(channel, { sender: ipcRenderer }, ...cloned);
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  setWindowOpenHandler(handler: Parameters<Electron.WebContents['setWindowOpenHandler']>[0]): void {
    this.openHandler = handler;
  }

  /** Another document takes the place of this one; a reload does the same. */
  navigated(): void {
    this.mainFrame.detached = true;
    this.mainFrame = new FrameDouble('app://keywell');
    this.emit('did-navigate');
  }

  destroy(): void {
    this.#destroyed = true;
    this.emit('destroyed');
  }

  /** Whether a navigation to `url` would go through. */
  allows(event: 'will-frame-navigate' | 'will-redirect', url: string, isMainFrame = true): boolean {
    return !isPrevented((details) => this.emit(event, { ...details, url, isMainFrame }));
  }
}

type WindowUsed = 'isMinimized' | 'restore' | 'show' | 'focus' | 'loadURL';

export class BrowserWindowDouble
  extends EventEmitter
  implements Pick<Electron.BrowserWindow, WindowUsed>
{
  static all: BrowserWindowDouble[] = [];
  static getAllWindows(): BrowserWindowDouble[] {
    return BrowserWindowDouble.all;
  }

  readonly webContents = new WebContentsDouble();
  readonly options: Electron.BrowserWindowConstructorOptions;
  url: string | undefined;
  visible: boolean;
  minimized = false;
  focused = false;

  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super();
    this.options = options;
    this.visible = options.show ?? true;
    BrowserWindowDouble.all.push(this);
    app.emit('web-contents-created', {}, this.webContents);
  }

  async loadURL(url: string): Promise<void> {
    this.url = url;
    this.webContents.navigated();
  }

  isMinimized(): boolean {
    return this.minimized;
  }

  restore(): void {
    this.minimized = false;
  }

  show(): void {
    this.visible = true;
  }

  focus(): void {
    this.focused = true;
  }

  /** As when the person closes it. */
  close(): void {
    BrowserWindowDouble.all = BrowserWindowDouble.all.filter((window) => window !== this);
    this.webContents.destroy();
    if (BrowserWindowDouble.all.length === 0) app.emit('window-all-closed');
  }
}

type AppUsed =
  | 'enableSandbox'
  | 'requestSingleInstanceLock'
  | 'whenReady'
  | 'quit'
  | 'exit'
  | 'isPackaged';

class AppDouble extends EventEmitter implements Pick<Electron.App, AppUsed> {
  isPackaged = false;
  isFirst = true;
  /** What was called, in order; `exit 0` once the app has left. */
  readonly calls: string[] = [];

  enableSandbox(): void {
    this.calls.push('enableSandbox');
  }

  requestSingleInstanceLock(): boolean {
    return this.isFirst;
  }

  async whenReady(): Promise<void> {
    this.calls.push('ready');
  }

  quit(): void {
    this.calls.push('quit');
    if (!isPrevented((event) => this.emit('will-quit', event))) this.exit(0);
  }

  exit(code = 0): void {
    this.calls.push(`exit ${code}`);
    this.emit('exited');
  }
}

class ProtocolDouble implements Pick<Electron.Protocol, 'handle' | 'registerSchemesAsPrivileged'> {
  privileged: Electron.CustomScheme[] = [];
  readonly #handlers = new Map<string, Parameters<Electron.Protocol['handle']>[1]>();

  registerSchemesAsPrivileged(schemes: Electron.CustomScheme[]): void {
    app.calls.push('registerSchemesAsPrivileged');
    this.privileged = schemes;
  }

  handle(scheme: string, handler: Parameters<Electron.Protocol['handle']>[1]): void {
    this.#handlers.set(scheme, handler);
  }

  async fetch(url: string, init?: RequestInit): Promise<Response> {
    const handler = this.#handlers.get(new URL(url).protocol.slice(0, -1));
    if (handler === undefined) throw new TypeError(`Nothing answers ${url}`);
    return handler(new Request(url, init));
  }
}

type SessionUsed =
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler';

class SessionDouble implements Pick<Electron.Session, SessionUsed> {
  request: Parameters<Electron.Session['setPermissionRequestHandler']>[0] = null;
  check: Parameters<Electron.Session['setPermissionCheckHandler']>[0] = null;
  device: Parameters<Electron.Session['setDevicePermissionHandler']>[0] = null;

  setPermissionRequestHandler(handler: SessionDouble['request']): void {
    this.request = handler;
  }

  setPermissionCheckHandler(handler: SessionDouble['check']): void {
    this.check = handler;
  }

  setDevicePermissionHandler(handler: SessionDouble['device']): void {
    this.device = handler;
  }
}

type MainListener = (event: never, ...args: unknown[]) => unknown;

class IpcMainDouble extends EventEmitter implements Pick<Electron.IpcMain, 'handle'> {
  readonly #handlers = new Map<string, MainListener>();

  handle(channel: string, listener: MainListener): void {
    if (this.#handlers.has(channel)) throw new Error(`A second handler for '${channel}'`);
    this.#handlers.set(channel, listener);
  }

  removeHandlers(): void {
    this.#handlers.clear();
  }

  /** A message from a frame, which may be any. */
  async receive(
    sender: WebContentsDouble,
    senderFrame: FrameDouble | null,
    channel: string,
    ...args: unknown[]
  ): Promise<unknown> {
    const listener = this.#handlers.get(channel);
    if (listener === undefined) throw new Error(`No handler registered for '${channel}'`);
    return structuredClone(
      await listener({ sender, senderFrame } as never, ...structuredClone(args)),
    );
  }
}

class IpcRendererDouble extends EventEmitter implements Pick<Electron.IpcRenderer, 'invoke'> {
  /** The window whose preload runs. */
  contents: WebContentsDouble | undefined;

  async invoke(channel: string, ...args: unknown[]): Promise<unknown> {
    if (this.contents === undefined) throw new Error('There is no page');
    return ipcMain.receive(this.contents, this.contents.mainFrame, channel, ...args);
  }
}

class ContextBridgeDouble implements Pick<Electron.ContextBridge, 'exposeInMainWorld'> {
  readonly exposed = new Map<string, unknown>();

  exposeInMainWorld(key: string, api: unknown): void {
    this.exposed.set(key, api);
  }
}

class ShellDouble implements Pick<Electron.Shell, 'openExternal'> {
  readonly opened: string[] = [];

  async openExternal(url: string): Promise<void> {
    this.opened.push(url);
  }
}

class DialogDouble implements Pick<Electron.Dialog, 'showErrorBox'> {
  readonly errors: string[] = [];

  showErrorBox(title: string, content: string): void {
    this.errors.push(`${title}: ${content}`);
  }
}

export const app = new AppDouble();
export const protocol = new ProtocolDouble();
export const session = { defaultSession: new SessionDouble() };
export const ipcMain = new IpcMainDouble();
export const ipcRenderer = new IpcRendererDouble();
export const contextBridge = new ContextBridgeDouble();
export const shell = new ShellDouble();
export const dialog = new DialogDouble();
export const nativeTheme = { shouldUseDarkColors: false } satisfies Pick<
  Electron.NativeTheme,
  'shouldUseDarkColors'
>;
export const Menu = {
  current: undefined as unknown,
  buildFromTemplate: (template: Electron.MenuItemConstructorOptions[]) => template,
  setApplicationMenu(menu: unknown) {
    Menu.current = menu;
  },
};
export { BrowserWindowDouble as BrowserWindow };

/** A fresh Electron for the next test. */
export function resetElectron(): void {
  for (const emitter of [app, ipcMain, ipcRenderer]) emitter.removeAllListeners();
  Object.assign(app, { isPackaged: false, isFirst: true });
  for (const list of [app.calls, shell.opened, dialog.errors]) list.length = 0;
  ipcMain.removeHandlers();
  ipcRenderer.contents = undefined;
  contextBridge.exposed.clear();
  BrowserWindowDouble.all = [];
}

/** Emits something that a listener may prevent, and tells whether one did. */
function isPrevented(emit: (event: { preventDefault(): void }) => void): boolean {
  let prevented = false;
  emit({
    preventDefault() {
      prevented = true;
    },
  });
  return prevented;
}
