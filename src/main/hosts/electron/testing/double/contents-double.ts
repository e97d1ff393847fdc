import type * as Electron from 'electron';
import { Announcing, isPrevented, type Preventable } from './announcing.ts';

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

type ContentsUsed =
  | 'id'
  | 'send'
  | 'isDestroyed'
  | 'setWindowOpenHandler'
  | 'reload'
  | 'forcefullyCrashRenderer';

type OpenHandler = Parameters<Electron.WebContents['setWindowOpenHandler']>[0];
type Navigation = Preventable &
  Pick<Electron.Event<Electron.WebContentsWillFrameNavigateEventParams>, 'url' | 'isMainFrame'>;
type Redirect = Preventable &
  Pick<Electron.Event<Electron.WebContentsWillRedirectEventParams>, 'url' | 'isMainFrame'>;

interface ContentsEvents {
  'did-navigate': [];
  destroyed: [];
  'render-process-gone': [event: object, details: Electron.RenderProcessGoneDetails];
  'will-frame-navigate': [details: Navigation];
  'will-redirect': [details: Redirect];
  'will-attach-webview': [event: Preventable];
  'will-prevent-unload': [event: Preventable];
}

export class WebContentsDouble
  extends Announcing<ContentsEvents, Electron.WebContents>
  implements Pick<Electron.WebContents, ContentsUsed>
{
  static #count = 0;
  readonly id = ++WebContentsDouble.#count;
  readonly sent: (readonly unknown[])[] = [];
  mainFrame = new FrameDouble('app://keywell');
  openHandler: OpenHandler | undefined;
  reloads = 0;
  /** Whether the page would rather not go: its `beforeunload` prevents. */
  holdsUnsaved = false;
  /** Hears what is sent here, as the page's preload does. */
  receive: ((channel: string, args: unknown[]) => void) | undefined;
  #destroyed = false;

  send(channel: string, ...args: unknown[]): void {
    if (this.#destroyed) throw new TypeError('Object has been destroyed');
    const cloned = structuredClone(args);
    this.sent.push([channel, ...cloned]);
    this.receive?.(channel, cloned);
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler;
  }

  reload(): void {
    this.reloads += 1;
    this.navigated();
  }

  forcefullyCrashRenderer(): void {
    this.crash('crashed');
  }

  /** The process behind the page ends. */
  crash(reason: Electron.RenderProcessGoneDetails['reason']): void {
    this.emit('render-process-gone', {}, { reason, exitCode: 5 });
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

  /** Whether the page goes when its window is to close: only then does the event's prevention let it. */
  unloads(): boolean {
    return !this.holdsUnsaved || isPrevented((event) => this.emit('will-prevent-unload', event));
  }

  /** Whether a navigation to `url` would go through. */
  allows(event: 'will-frame-navigate' | 'will-redirect', url: string, isMainFrame = true): boolean {
    return !isPrevented((details) => this.emit(event, { ...details, url, isMainFrame }));
  }
}
