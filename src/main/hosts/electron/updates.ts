import { app, dialog, type MessageBoxOptions } from 'electron';
import type { Log } from '../../logging/log.ts';
import { updateCheck } from './update-check.ts';

/** What the menu offers as "Check for updates…"; null in a build that has none, as is the default. */
export async function setupUpdates(
  platform: NodeJS.Platform,
  log: Pick<Log, 'warn'>,
): Promise<(() => void) | null> {
  const check = await updateCheck({
    isPackaged: app.isPackaged,
    platform,
    version: app.getVersion(),
    resourcesPath: process.resourcesPath,
    ask: async (message, detail, goOn) => (await show(message, detail, [goOn, 'Not now'])) === 0,
    tell: async (message, detail) => void (await show(message, detail, ['OK'])),
    log,
  });
  return check === null ? null : () => void check();
}

/** Which button was pressed; closing it counts as the last. */
async function show(message: string, detail: string, buttons: string[]): Promise<number> {
  const options: MessageBoxOptions = {
    type: 'info',
    message,
    detail,
    buttons,
    defaultId: 0,
    cancelId: buttons.length - 1,
    noLink: true,
  };
  return (await dialog.showMessageBox(options)).response;
}
