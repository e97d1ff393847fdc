import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { requestChannel } from '#shared/ipc/channels.ts';
import type { Core } from '../../../core.ts';
import type { Desktop } from '../../../desktop.ts';
import { makeRendererFolder } from '../../testing/renderer-folder.ts';
import { startElectronHost } from '../start.ts';
import { DesktopCore } from './desktop-core.ts';
import { BrowserWindow, ipcMain } from './electron-double.ts';

/** For what is done in the background: a limit for what hangs, not for what is slow. */
export const soon = { timeout: 20_000 };

interface Given {
  readonly core?: DesktopCore;
  readonly createCore?: () => Promise<Core>;
  readonly dataFolder?: string;
  /** What follows the program's name. */
  readonly args?: readonly string[];
}

/** A folder that is gone when the test is over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'keywell-host-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The Electron host on the double, over a core that does as it is told. Reset the double before each test. */
export async function startHost(given: Given = {}) {
  const renderer = makeRendererFolder();
  onTestFinished(renderer.remove);
  const core = given.core ?? new DesktopCore();
  const dataFolder = given.dataFolder ?? temporaryFolder();
  const logged: string[] = [];
  let desktop: Desktop | undefined;
  await startElectronHost({
    createCore: async (theirs) => {
      desktop = theirs;
      return (given.createCore ?? (async () => core))();
    },
    dataFolder,
    logFolder: join(dataFolder, 'logs'),
    rendererFolder: renderer.path,
    preloadPath: '/out/preload/index.cjs',
    args: ['/opt/keywell', ...(given.args ?? [])],
    log: {
      info: () => undefined,
      warn: (message) => void logged.push(message),
      error: (message) => void logged.push(message),
    },
  });
  return { core, dataFolder, logged, desktop };
}

/** The only window there is. */
export function onlyWindow(): BrowserWindow {
  const [window, second] = BrowserWindow.all;
  if (window === undefined || second !== undefined) throw new Error('There is not one window.');
  return window;
}

/** The page asks for something, as it does once it has loaded: from then on it listens. */
export async function pageAsks(): Promise<void> {
  const { webContents } = onlyWindow();
  await ipcMain.receive(webContents, webContents.mainFrame, requestChannel, 'app.info', {});
}
