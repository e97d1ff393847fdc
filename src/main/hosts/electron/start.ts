import { app, dialog } from 'electron';
import { AppError } from '#shared/errors.ts';
import type { Core } from '../../core.ts';
import type { Desktop } from '../../desktop.ts';
import type { Log } from '../../logging/log.ts';
import { appId } from './app-id.ts';
import { Clients } from './clients.ts';
import { Entrances } from './entrances.ts';
import { MainWindow } from './main-window.ts';
import { setupMenu } from './menu.ts';
import { setupNavigation } from './navigation.ts';
import { openFolder } from './open-external.ts';
import { setupPermissions } from './permissions.ts';
import { registerAppScheme, setupProtocol } from './protocol.ts';
import { setupQuit } from './quit.ts';
import { allowShortcutPortal, GlobalKey } from './shortcut.ts';
import { setupTheme } from './theme.ts';
import { setupTransport } from './transport.ts';
import { setupTray } from './tray.ts';
import { setupUpdates } from './updates.ts';
import { WindowState } from './window-state.ts';

interface ElectronHostOptions {
  /** Called once the app is ready and known to be the only one of its data folder. */
  readonly createCore: (desktop: Desktop) => Promise<Core>;
  readonly dataFolder: string;
  readonly logFolder: string;
  /** The folder of the built renderer, with index.html in it. */
  readonly rendererFolder: string;
  readonly preloadPath: string;
  /** The arguments this process was started with. */
  readonly args: readonly string[];
  readonly log: Pick<Log, 'info' | 'warn' | 'error'>;
}

/**
 * Opens Keywell in a window of its own. Call it before the app is ready, with `userData` set already: a second
 * start on the same folder focuses the first one's window, hands over what it was asked for, and leaves.
 */
export async function startElectronHost(options: ElectronHostOptions): Promise<void> {
  const { createCore, dataFolder, logFolder, rendererFolder, preloadPath, args, log } = options;
  const { platform } = process;
  if (platform === 'win32') app.setAppUserModelId(appId);
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  app.enableSandbox();
  allowShortcutPortal(platform);
  registerAppScheme();
  setupNavigation();
  const entrances = new Entrances(args);
  await app.whenReady();

  setupPermissions();
  setupProtocol(rendererFolder);
  const globalKey = new GlobalKey(() => entrances.enter({ kind: 'new-generation' }));
  const desktop: Desktop = {
    takeShortcut: (accelerator) => globalKey.use(accelerator),
    openFolder,
  };
  const core = await createdCore(() => createCore(desktop), log);
  if (core === null) return;

  const clients = new Clients((clientId) => core.dropClient(clientId));
  const state = new WindowState(dataFolder, log);
  const window = new MainWindow({ preloadPath, clients, state, log });
  setupTransport(core, clients, log);
  setupQuit(core, platform, log);
  await setupTheme(core);
  setupMenu({
    platform,
    isPackaged: app.isPackaged,
    tell: (command) => window.tell(command),
    openLogFolder: () => void showLog(logFolder),
    checkForUpdates: await setupUpdates(platform, log),
  });
  setupTray({ core, window, rendererFolder, platform, log });
  entrances.leadTo(window);
}

async function showLog(logFolder: string): Promise<void> {
  if (await openFolder(logFolder)) return;
  dialog.showErrorBox('The log folder could not be shown', `The log files are in "${logFolder}".`);
}

/** Without a core there is nothing to show but the reason. */
async function createdCore(
  createCore: () => Promise<Core>,
  log: Pick<Log, 'error'>,
): Promise<Core | null> {
  try {
    return await createCore();
  } catch (error) {
    const sentence = error instanceof AppError ? error.message : 'The log has the details.';
    log.error('Keywell could not start.', { error });
    dialog.showErrorBox('Keywell could not start', sentence);
    app.exit(1);
    return null;
  }
}
