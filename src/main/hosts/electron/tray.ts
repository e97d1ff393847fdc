import { join } from 'node:path';
import { app, dialog, Menu, Tray } from 'electron';
import { lockedWithoutPolicy } from '#shared/domain/rules/permissions.ts';
import type { Core } from '../../core.ts';
import type { Log } from '../../logging/log.ts';
import { whereabouts } from '../../logging/whereabouts.ts';
import { ask, request } from './ask.ts';
import type { MainWindow } from './main-window.ts';
import { defaultWords, type TrayContent, trayMenu } from './tray-menu.ts';

interface TrayParts {
  readonly core: Core;
  readonly window: MainWindow;
  readonly rendererFolder: string;
  readonly platform: NodeJS.Platform;
  readonly log: Pick<Log, 'warn'>;
}

/** What the tray shows depends on these. */
const concerning = ['configurations.changed', 'members.changed', 'app.reopened'];

/** Changes come in bursts, as when a file is imported, and every key used is one. */
const settledAfterMs = 200;

/**
 * An icon beside the clock, with the effective default and a switch for it. A desktop may have no place for such
 * icons; then there is none, and nothing is missing that the window does not have.
 */
export function setupTray({ core, window, rendererFolder, platform, log }: TrayParts): void {
  const tray = createTray(join(rendererFolder, 'tray', iconName(platform)), log);
  if (tray === null) return;
  const actions = {
    setDefault: (id: string | null) => void setDefault(core, id).then(refresh),
    newGeneration: () => window.tell({ kind: 'new-generation' }),
    showAll: () => window.tell({ kind: 'open-page', page: 'configurations' }),
    show: () => window.show(),
    quit: () => app.quit(),
  };
  async function refresh(): Promise<void> {
    const content = await contentOf(core);
    if (tray === null || tray.isDestroyed()) return;
    tray.setContextMenu(Menu.buildFromTemplate(trayMenu(content, actions)));
    tray.setToolTip(`Keywell\n${defaultWords(content)}`);
  }

  let settling: NodeJS.Timeout | undefined;
  core.onEvent((_clientId, event) => {
    if (!concerning.includes(event)) return;
    clearTimeout(settling);
    settling = setTimeout(() => void refresh(), settledAfterMs);
  });
  // On macOS a click opens the menu.
  if (platform !== 'darwin') tray.on('click', () => window.show());
  app.on('will-quit', () => {
    clearTimeout(settling);
    tray.destroy();
  });
  void refresh();
}

/** The name has macOS draw it in the colours of the menu bar. */
function iconName(platform: NodeJS.Platform): string {
  return platform === 'darwin' ? 'trayTemplate.png' : 'tray.png';
}

function createTray(icon: string, log: Pick<Log, 'warn'>): Tray | null {
  try {
    return new Tray(icon);
  } catch (error) {
    log.warn('There is no icon beside the clock on this desktop.', { ...whereabouts(error) });
    return null;
  }
}

/** The same request as the page's: allowed to the same members, and on record like it. */
async function setDefault(core: Core, id: string | null): Promise<void> {
  const result = await request(core, 'configurations.setDefault', { id });
  if (!result.ok) dialog.showErrorBox('The default was not switched', result.error.message);
}

async function contentOf(core: Core): Promise<TrayContent> {
  const list = await ask(core, 'configurations.list', {});
  return {
    configurations: list?.configurations ?? [],
    effectiveDefault: list?.effectiveDefault ?? null,
    hindrance: await hindranceOf(core),
  };
}

async function hindranceOf(core: Core): Promise<string | null> {
  const needed = 'configs:write';
  const info = await ask(core, 'app.info', {});
  if (!info?.actor.permissions.includes(needed)) return `This needs the permission ${needed}`;
  const policy = await ask(core, 'policy.get', {});
  return policy?.state === 'rejected' && lockedWithoutPolicy.includes(needed)
    ? 'The policy file of this machine was rejected, which locks this'
    : null;
}
