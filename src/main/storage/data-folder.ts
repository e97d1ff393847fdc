import { mkdirSync } from 'node:fs';
import path from 'node:path';

/**
 * Where Keywell keeps its data when nobody says otherwise: the very folder that Electron calls `userData` for an app
 * of this name, so that both hosts open the same workspace.
 *
 * @param platform Node's name of the operating system: `linux`, `darwin`, `win32`
 * @param env read for `APPDATA` (Windows) and `XDG_CONFIG_HOME` (Linux; a relative one does not count, as the XDG
 *   base directory specification says)
 * @param home the person's home folder
 */
export function defaultDataFolder(
  platform: string,
  env: Readonly<Record<string, string | undefined>>,
  home: string,
): string {
  switch (platform) {
    case 'win32':
      return path.win32.join(env.APPDATA || path.win32.join(home, 'AppData', 'Roaming'), 'Keywell');
    case 'darwin':
      return path.posix.join(home, 'Library', 'Application Support', 'Keywell');
    default: {
      const configured = env.XDG_CONFIG_HOME ?? '';
      const config = path.posix.isAbsolute(configured)
        ? configured
        : path.posix.join(home, '.config');
      return path.posix.join(config, 'Keywell');
    }
  }
}

/**
 * Makes the data folder if it is not there, open to its owner alone where the platform has modes. One that is
 * there keeps its mode: the person chose it, and it may hold more than Keywell's files.
 */
export function ensureDataFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
}
