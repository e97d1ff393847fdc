import { app, dialog } from 'electron';
import { setupFaults } from '../../faults.ts';
import type { Log } from '../../logging/log.ts';

/**
 * What failed in main where nobody caught it, and helper processes that ended: logged, and a fault in main said once.
 * Keywell goes on, since what is written is whole at any moment, and quitting is the person's to choose.
 */
export function setupElectronFaults(
  running: Pick<NodeJS.Process, 'on'>,
  log: Pick<Log, 'warn' | 'error'>,
): void {
  let told = false;
  setupFaults(running, log, () => {
    if (told) return;
    told = true;
    void tell();
  });
  app.on('child-process-gone', (_event, { type, reason, exitCode }) => {
    if (reason !== 'clean-exit')
      log.warn('A process of Electron’s ended.', { type, reason, exitCode });
  });
}

async function tell(): Promise<void> {
  await app.whenReady();
  const { response } = await dialog.showMessageBox({
    type: 'error',
    message: 'Something went wrong inside Keywell.',
    detail:
      'What you have saved is safe. If anything behaves oddly from now on, quit Keywell and start it again. The log has the details.',
    buttons: ['Continue', 'Quit Keywell'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  if (response === 1) app.quit();
}
