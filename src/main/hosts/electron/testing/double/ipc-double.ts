import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import type { FrameDouble, WebContentsDouble } from './contents-double.ts';

type MainListener = (event: never, ...args: unknown[]) => unknown;

/** Messages between a page and main are cloned as Electron clones them. */
class IpcMainDouble extends EventEmitter implements Pick<Electron.IpcMain, 'handle'> {
  readonly #handlers = new Map<string, MainListener>();

  handle(channel: string, listener: MainListener): void {
    if (this.#handlers.has(channel)) throw new Error(`A second handler for '${channel}'`);
    this.#handlers.set(channel, listener);
  }

  /** Every channel that main answers. */
  get channels(): readonly string[] {
    return [...this.#handlers.keys()];
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

  reset(): void {
    this.removeAllListeners();
    this.#handlers.clear();
  }
}

class IpcRendererDouble extends EventEmitter implements Pick<Electron.IpcRenderer, 'invoke'> {
  #contents: WebContentsDouble | undefined;

  /** From now on the preload runs for a page of this window. */
  attach(contents: WebContentsDouble): void {
    this.reset();
    this.#contents = contents;
    contents.receive = (channel, args) => this.emit(channel, { sender: this }, ...args);
  }

  async invoke(channel: string, ...args: unknown[]): Promise<unknown> {
    if (this.#contents === undefined) throw new Error('There is no page');
    return ipcMain.receive(this.#contents, this.#contents.mainFrame, channel, ...args);
  }

  reset(): void {
    this.removeAllListeners();
    if (this.#contents !== undefined) this.#contents.receive = undefined;
    this.#contents = undefined;
  }
}

class ContextBridgeDouble implements Pick<Electron.ContextBridge, 'exposeInMainWorld'> {
  readonly exposed = new Map<string, unknown>();

  exposeInMainWorld(key: string, api: unknown): void {
    this.exposed.set(key, api);
  }
}

export const ipcMain = new IpcMainDouble();
export const ipcRenderer = new IpcRendererDouble();
export const contextBridge = new ContextBridgeDouble();
