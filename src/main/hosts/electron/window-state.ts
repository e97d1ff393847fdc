import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import type { Log } from '../../logging/log.ts';
import { whereabouts } from '../../logging/whereabouts.ts';
import { type KeptWindow, keptWindowSchema } from './window-bounds.ts';

/** Moving and resizing come in bursts. */
const settledAfterMs = 500;

/** Where the window stood last, in a small file of its own: it changes all the time and is worth nothing. */
export class WindowState {
  readonly #file: string;
  readonly #log: Pick<Log, 'warn'>;

  constructor(dataFolder: string, log: Pick<Log, 'warn'>) {
    this.#file = join(dataFolder, 'window-state.json');
    this.#log = log;
  }

  /** Null where nothing is known, or nothing that makes sense. */
  read(): KeptWindow | null {
    try {
      return keptWindowSchema.parse(JSON.parse(readFileSync(this.#file, 'utf8')));
    } catch {
      return null;
    }
  }

  /** Remembers where `window` stands, whenever it has come to rest and when it closes. */
  follow(window: BrowserWindow): void {
    let settling: NodeJS.Timeout | undefined;
    const settle = () => {
      clearTimeout(settling);
      settling = setTimeout(() => this.#write(window), settledAfterMs);
    };
    window.on('resize', settle);
    window.on('move', settle);
    window.on('maximize', settle);
    window.on('unmaximize', settle);
    window.on('close', () => {
      clearTimeout(settling);
      this.#write(window);
    });
  }

  #write(window: BrowserWindow): void {
    const { x, y, width, height } = window.getNormalBounds();
    const state: KeptWindow = { x, y, width, height, maximized: window.isMaximized() };
    const next = `${this.#file}.next`;
    try {
      writeFileSync(next, JSON.stringify(state), { mode: 0o600 });
      renameSync(next, this.#file);
    } catch (error) {
      this.#log.warn('The place of the window could not be kept.', { ...whereabouts(error) });
    }
  }
}
