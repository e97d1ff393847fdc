import { join } from 'node:path';

/** Names the packaged app has on disk. */
export const productName = 'Keywell';
/** Linux has its programs in lower case. */
export const linuxExecutable = 'keywell';

type Platform = 'darwin' | 'linux' | 'win32';

/** Where things are in a packaged app, before it goes into an installer. */
export interface PackagedApp {
  readonly platform: Platform;
  /** What `@electron/fuses` takes: the program itself, on macOS the bundle. */
  readonly executable: string;
  /** Holds app.asar, and beside it what had to be unpacked. */
  readonly resources: string;
}

/** @param folder what electron-builder calls `appOutDir`: `linux-unpacked`, `win-unpacked`, `mac` or `mac-arm64` */
export function packagedApp(folder: string, platform: Platform): PackagedApp {
  switch (platform) {
    case 'darwin': {
      const executable = join(folder, `${productName}.app`);
      return { platform, executable, resources: join(executable, 'Contents', 'Resources') };
    }
    case 'linux':
      return {
        platform,
        executable: join(folder, linuxExecutable),
        resources: join(folder, 'resources'),
      };
    case 'win32':
      return {
        platform,
        executable: join(folder, `${productName}.exe`),
        resources: join(folder, 'resources'),
      };
  }
}

/** The platform whose app is in one of electron-builder's folders, by the folder's name. */
export function platformOf(folderName: string): Platform {
  if (/^mac(?:-|$)/.test(folderName)) return 'darwin';
  return folderName.startsWith('win-') ? 'win32' : 'linux';
}

/** The same, by Electron's own name for it. Throws for what Keywell is not packaged for. */
export function platformNamed(name: string): Platform {
  switch (name) {
    case 'darwin':
    case 'linux':
    case 'win32':
      return name;
    default:
      throw new Error(`Keywell is not packaged for ${name}.`);
  }
}
