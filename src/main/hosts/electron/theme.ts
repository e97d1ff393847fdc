import { BrowserWindow, nativeTheme } from 'electron';
import type { Settings } from '#shared/domain/settings.ts';
import type { Core } from '../../core.ts';
import { ask } from './ask.ts';

/** The page's own background (theme.ts), shown until it has painted, so that a window does not flash on opening. */
const background = { light: '#ffffff', dark: '#151a20' };

export function windowBackground(): string {
  return nativeTheme.shouldUseDarkColors ? background.dark : background.light;
}

/**
 * Has menus, dialogs, title bars and `prefers-color-scheme` go with the theme that was set, and that one with the
 * system where it is to. Resolves when it is known, so that the first window opens in its colours.
 */
export async function setupTheme(core: Core): Promise<void> {
  nativeTheme.on('updated', () => {
    for (const window of BrowserWindow.getAllWindows()) {
      window.setBackgroundColor(windowBackground());
    }
  });
  core.onEvent((_clientId, event) => {
    if (event === 'settings.changed' || event === 'app.reopened') void follow(core);
  });
  await follow(core);
}

/** Where the registry cannot be read there are no settings, and the system decides. */
async function follow(core: Core): Promise<void> {
  const settings: Settings | null = await ask(core, 'settings.get', {});
  const theme = settings?.theme ?? 'system';
  if (theme !== nativeTheme.themeSource) nativeTheme.themeSource = theme;
}
