import { app, powerMonitor } from 'electron';
import { closeInTime } from '../../closing.ts';
import type { Core } from '../../core.ts';
import type { Log } from '../../logging/log.ts';

/**
 * Quits with the last window, as is usual but on macOS, and only after the core has closed: runs cancelled, what is
 * pending written, the data folder let go. The same goes for the menu, and for a system that shuts down, which is not
 * held up by questions.
 */
export function setupQuit(
  core: Core,
  platform: NodeJS.Platform,
  log: Pick<Log, 'info' | 'error'>,
): void {
  let leaving = false;
  function leave(): void {
    if (leaving) return;
    leaving = true;
    void closeInTime(core, log).then(() => app.exit(0));
  }

  app.on('window-all-closed', () => {
    if (platform !== 'darwin') app.quit();
  });
  app.on('will-quit', (event) => {
    event.preventDefault();
    leave();
  });
  // Windows ends the process soon after this, whatever it does; the others wait a little if asked to.
  app.on('browser-window-created', (_event, window) => window.on('session-end', leave));
  powerMonitor.on('shutdown', (...given: readonly unknown[]) => {
    delay(given[0]);
    leave();
  });
}

/** Asks the system to wait with its shutdown. Electron's documentation has the event, its declaration leaves it out. */
function delay(event: unknown): void {
  if (typeof event !== 'object' || event === null || !('preventDefault' in event)) return;
  if (typeof event.preventDefault === 'function') event.preventDefault();
}
