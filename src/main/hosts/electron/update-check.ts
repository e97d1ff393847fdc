import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AppUpdater } from 'electron-updater';
import type { Log } from '../../logging/log.ts';
import { whereabouts } from '../../logging/whereabouts.ts';
import { isVerified, sourceFile } from './update-source.ts';

/** What is used of electron-updater. */
export type Updater = Pick<
  AppUpdater,
  | 'allowDowngrade'
  | 'allowPrerelease'
  | 'autoDownload'
  | 'autoInstallOnAppQuit'
  | 'checkForUpdates'
  | 'disableWebInstaller'
  | 'downloadUpdate'
  | 'logger'
  | 'quitAndInstall'
>;

export interface UpdateParts {
  readonly isPackaged: boolean;
  readonly platform: NodeJS.Platform;
  readonly version: string;
  /** Electron's `process.resourcesPath`. */
  readonly resourcesPath: string;
  readonly loadUpdater?: () => Promise<Updater>;
  /** Puts a question with one way to go on; true if the person takes it. */
  readonly ask: (message: string, detail: string, goOn: string) => Promise<boolean>;
  readonly tell: (message: string, detail: string) => Promise<void>;
  readonly log: Pick<Log, 'warn'>;
}

/**
 * A way to look for a newer version, for a menu to offer: null in every build that was not made to have one, which is
 * what builds are by default. Nothing is looked for, downloaded or installed but when the person says so.
 */
export async function updateCheck(parts: UpdateParts): Promise<(() => Promise<void>) | null> {
  const { isPackaged, platform, resourcesPath } = parts;
  if (!isPackaged || !isVerified(await readSource(resourcesPath), platform)) return null;
  let underWay = false;
  return async () => {
    if (underWay) return;
    underWay = true;
    try {
      await check(parts);
    } catch (error) {
      parts.log.warn('Looking for updates failed.', { ...whereabouts(error) });
      await parts.tell(
        'Keywell could not be updated.',
        'Nothing was changed. See whether this machine is connected to the network, then try again. The log has the details.',
      );
    } finally {
      underWay = false;
    }
  };
}

async function check({ version, ask, tell, loadUpdater = load }: UpdateParts): Promise<void> {
  const updater = await loadUpdater();
  Object.assign(updater, {
    autoDownload: false,
    autoInstallOnAppQuit: false,
    allowDowngrade: false,
    allowPrerelease: false,
    // It would fetch the installer from an address that the server names.
    disableWebInstaller: true,
    // It writes addresses and answers to the console.
    logger: null,
  } satisfies Partial<Updater>);
  const found = await updater.checkForUpdates();
  if (!found?.isUpdateAvailable) {
    await tell(`Keywell ${version} is the newest version.`, '');
    return;
  }
  const next = `Keywell ${found.updateInfo.version}`;
  const yours = `You have ${version}. It is installed only after you have agreed once more.`;
  if (!(await ask(`${next} is available.`, yours, 'Download'))) return;
  await updater.downloadUpdate();
  const running = 'Runs that are under way are stopped; what has arrived of them is kept.';
  if (await ask(`${next} is ready.`, running, 'Restart and install')) updater.quitAndInstall();
}

/** Undefined where the file is missing or cannot be read, which are the same: nobody is asked for updates. */
async function readSource(resourcesPath: string): Promise<unknown> {
  try {
    const text = await readFile(join(resourcesPath, sourceFile), 'utf8');
    return (await import('yaml')).parse(text);
  } catch {
    return undefined;
  }
}

/** Only now, so that a build without updates never runs a line of it. */
async function load(): Promise<Updater> {
  return (await import('electron-updater')).default.autoUpdater;
}
