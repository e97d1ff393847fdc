import { app, dialog } from 'electron';
import { AppError } from '#shared/errors.ts';
import type { Core } from '../../core.ts';
import type { Log } from '../../logging/log.ts';
import { Clients } from './clients.ts';
import { setupMenu } from './menu.ts';
import { setupNavigation } from './navigation.ts';
import { setupPermissions } from './permissions.ts';
import { registerAppScheme, setupProtocol } from './protocol.ts';
import { setupTransport } from './transport.ts';
import { focusWindow, openWindow } from './window.ts';

interface ElectronHostOptions {
  /** Called once the app is ready and known to be the only one of its data folder. */
  readonly createCore: () => Promise<Core>;
  /** The folder of the built renderer, with index.html in it. */
  readonly rendererFolder: string;
  readonly preloadPath: string;
  readonly log: Pick<Log, 'warn' | 'error'>;
}

/**
 * Opens Keywell in a window of its own. Call it before the app is ready, with `userData` set already: a second
 * start on the same folder focuses the first one's window and leaves.
 */
export async function startElectronHost(options: ElectronHostOptions): Promise<void> {
  const { createCore, rendererFolder, preloadPath, log } = options;
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  app.enableSandbox();
  registerAppScheme();
  setupNavigation();
  await app.whenReady();

  setupMenu(process.platform);
  setupPermissions();
  setupProtocol(rendererFolder);
  const core = await createdCore(createCore, log);
  if (core === null) return;

  const clients = new Clients((clientId) => core.dropClient(clientId));
  setupTransport(core, clients, log);
  setupQuit(core, log);
  app.on('second-instance', () => focusWindow(preloadPath, clients));
  // macOS keeps an app without windows running, and asks for one when its icon is clicked.
  app.on('activate', (_event, hasVisibleWindows) => {
    if (!hasVisibleWindows) focusWindow(preloadPath, clients);
  });
  openWindow(preloadPath, clients);
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

/** Quits with the last window, as is usual but on macOS, and only after the core has closed. */
function setupQuit(core: Core, log: Pick<Log, 'error'>): void {
  let closing = false;
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('will-quit', (event) => {
    event.preventDefault();
    if (closing) return;
    closing = true;
    core
      .close()
      .catch((error: unknown) => log.error('Keywell did not close cleanly.', { error }))
      .finally(() => app.exit(0));
  });
}
