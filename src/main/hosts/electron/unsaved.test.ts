import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  app,
  BrowserWindow,
  dialog,
  powerMonitor,
  resetElectron,
} from './testing/electron-double.ts';
import { onlyWindow, startHost } from './testing/start-host.ts';

vi.mock('electron', () => import('./testing/electron-double.ts'));

beforeEach(resetElectron);

describe('a window with something unsaved', () => {
  it('stays when its person would rather go on editing', async () => {
    const { core } = await startHost();
    onlyWindow().webContents.holdsUnsaved = true;
    dialog.answers.push('Keep editing');
    onlyWindow().close();
    expect(BrowserWindow.all).toHaveLength(1);
    expect(core.closed).toBe(false);
  });

  it('closes when the changes are discarded', async () => {
    const { core } = await startHost();
    onlyWindow().webContents.holdsUnsaved = true;
    dialog.answers.push('Discard changes');
    const exited = app.untilExit();
    onlyWindow().close();
    await exited;
    expect(core.closed).toBe(true);
  });

  it('keeps Keywell from quitting, until the next time', async () => {
    const { core } = await startHost();
    onlyWindow().webContents.holdsUnsaved = true;
    dialog.answers.push('Keep editing', 'Discard changes');
    app.quit();
    expect(BrowserWindow.all).toHaveLength(1);
    expect(core.closed).toBe(false);
    const exited = app.untilExit();
    app.quit();
    await exited;
    expect(core.closed).toBe(true);
  });

  it('does not hold up a system that shuts down', async () => {
    const { core } = await startHost();
    onlyWindow().webContents.holdsUnsaved = true;
    const exited = app.untilExit();
    powerMonitor.emit('shutdown', { preventDefault: () => undefined });
    await exited;
    expect(core.closed).toBe(true);
    expect(dialog.asked).toEqual([]);
  });
});
