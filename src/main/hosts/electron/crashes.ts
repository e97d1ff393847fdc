import { app, type BrowserWindow, dialog } from 'electron';
import type { Log } from '../../logging/log.ts';
import { ReloadBudget } from './reload-budget.ts';

/**
 * Brings a page back whose process has ended, and offers to when it no longer answers. What was there lives in main:
 * the runs of the page are cancelled with what has arrived written down (`Clients`), the registry is untouched.
 */
export function setupCrashes(window: BrowserWindow, log: Pick<Log, 'warn' | 'error'>): void {
  const { webContents } = window;
  const budget = new ReloadBudget();
  webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    log.error('The process of the page has ended.', { reason, exitCode });
    if (budget.take()) webContents.reload();
    else void offerAnotherTry(window, budget);
  });
  offerReloadWhenHanging(window, log);
}

async function offerAnotherTry(window: BrowserWindow, budget: ReloadBudget): Promise<void> {
  // It may have crashed before it was shown, and a question over a hidden window would be hidden as well.
  window.show();
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message: 'Keywell’s page keeps ending unexpectedly.',
    detail:
      'Your configurations and keys are safe: they are not kept in the page. Try again, or quit and start Keywell anew. The log has the details.',
    buttons: ['Try again', 'Quit Keywell'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  if (window.isDestroyed()) return;
  if (response === 1) {
    app.quit();
    return;
  }
  budget.renew();
  budget.take();
  window.webContents.reload();
}

/** The question goes away by itself when the page answers again. */
function offerReloadWhenHanging(window: BrowserWindow, log: Pick<Log, 'warn'>): void {
  let asking: AbortController | null = null;
  window.on('unresponsive', async () => {
    if (asking !== null) return;
    asking = new AbortController();
    log.warn('The page does not answer.');
    const { response } = await dialog.showMessageBox(window, {
      type: 'warning',
      message: 'Keywell’s page does not answer.',
      detail:
        'It may be busy and come back by itself. Loading it anew stops the runs it shows; what has arrived of them is kept.',
      buttons: ['Wait', 'Reload'],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
      signal: asking.signal,
    });
    asking = null;
    // A page that hangs cannot be told to load anew. Once its process has ended, it is loaded like any that crashed.
    if (response === 1 && !window.isDestroyed()) window.webContents.forcefullyCrashRenderer();
  });
  window.on('responsive', () => asking?.abort());
}
