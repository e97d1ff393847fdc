import type * as Electron from 'electron';
import { Announcing } from './announcing.ts';
import { app } from './app-double.ts';
import { WebContentsDouble } from './contents-double.ts';

type WindowUsed =
  | 'isMinimized'
  | 'isMaximized'
  | 'maximize'
  | 'restore'
  | 'show'
  | 'focus'
  | 'loadURL'
  | 'getNormalBounds'
  | 'setBackgroundColor'
  | 'isDestroyed';

interface WindowEvents {
  'ready-to-show': [];
  resize: [];
  move: [];
  maximize: [];
  unmaximize: [];
  close: [event: object];
  closed: [];
  unresponsive: [];
  responsive: [];
  'session-end': [event: object];
}

export class BrowserWindowDouble
  extends Announcing<WindowEvents, Electron.BrowserWindow>
  implements Pick<Electron.BrowserWindow, WindowUsed>
{
  static get all(): readonly BrowserWindowDouble[] {
    return app.windows.filter((one) => one instanceof BrowserWindowDouble);
  }
  static getAllWindows(): BrowserWindowDouble[] {
    return [...BrowserWindowDouble.all];
  }

  readonly webContents = new WebContentsDouble();
  readonly options: Electron.BrowserWindowConstructorOptions;
  url: string | undefined;
  visible: boolean;
  minimized = false;
  maximized = false;
  focused = false;
  bounds: Electron.Rectangle;
  backgroundColor: string | undefined;
  #destroyed = false;

  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super();
    const { x = 0, y = 0, width = 800, height = 600, show = true, backgroundColor } = options;
    this.options = options;
    this.bounds = { x, y, width, height };
    this.visible = show;
    this.backgroundColor = backgroundColor;
    app.windows = [...app.windows, this];
    // Of both the double has what is used; the events promise all of it.
    app.emit('web-contents-created', {}, this.webContents as unknown as Electron.WebContents);
    app.emit('browser-window-created', {}, this as unknown as Electron.BrowserWindow);
  }

  async loadURL(url: string): Promise<void> {
    this.url = url;
    this.webContents.navigated();
  }

  isMinimized(): boolean {
    return this.minimized;
  }

  isMaximized(): boolean {
    return this.maximized;
  }

  maximize(): void {
    this.maximized = true;
    this.visible = true;
    this.emit('maximize');
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

  getNormalBounds(): Electron.Rectangle {
    return this.bounds;
  }

  setBackgroundColor(color: string): void {
    this.backgroundColor = color;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  /** The person moves or resizes it. */
  place(bounds: Electron.Rectangle): void {
    this.bounds = bounds;
    this.emit('move');
    this.emit('resize');
  }

  /** As when the person closes it. */
  close(): void {
    this.emit('close', {});
    if (!this.webContents.unloads()) return;
    this.#destroyed = true;
    this.webContents.destroy();
    this.emit('closed');
    app.gone(this);
  }
}
