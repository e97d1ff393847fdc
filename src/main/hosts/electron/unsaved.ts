import { type BrowserWindow, dialog } from 'electron';

/**
 * Asks before a page goes that holds what is not saved, be it by closing, by quitting or by loading it anew. Electron
 * itself would ask nothing and let the window stay.
 */
export function setupUnsaved(window: BrowserWindow): void {
  window.webContents.on('will-prevent-unload', (event) => {
    // The page goes or stays when this returns: the question cannot be put in a way that does not wait.
    const chosen = dialog.showMessageBoxSync(window, {
      type: 'warning',
      message: 'The workflow has changes that are not saved.',
      detail: 'They are lost if you go on.',
      buttons: ['Keep editing', 'Discard changes'],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    });
    if (chosen === 1) event.preventDefault();
  });
}
