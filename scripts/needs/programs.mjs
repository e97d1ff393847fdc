import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join, sep } from 'node:path';

/** The folders of PATH, without those npm adds for a script: what is looked for there is not the system's. */
export const systemPath = (path = process.env.PATH ?? '') =>
  path.split(delimiter).filter((folder) => folder && !folder.split(sep).includes('node_modules'));

/** Where a program of the system is, or undefined. Looks at files only; starts nothing. */
export function findProgram(name, folders = systemPath()) {
  const file = process.platform === 'win32' ? `${name}.exe` : name;
  return folders.map((folder) => join(folder, file)).find((path) => existsSync(path));
}

/** A Chromium for the end-to-end tests: CHROMIUM_PATH, else an installed one, else Playwright's own download. */
export function findChromium(env = process.env) {
  if (env.CHROMIUM_PATH) return existsSync(env.CHROMIUM_PATH) ? env.CHROMIUM_PATH : undefined;
  return installedChromium(env) ?? downloadedChromium(env);
}

function installedChromium(env) {
  switch (process.platform) {
    case 'darwin':
      return ['Chromium', 'Google Chrome']
        .map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`)
        .find((path) => existsSync(path));
    case 'win32':
      return [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA]
        .filter(Boolean)
        .flatMap((folder) => [
          join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
          join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
        ])
        .find((path) => existsSync(path));
    default:
      // Not `chromium-browser`: on Ubuntu it only tells people to install a snap.
      return ['chromium', 'google-chrome-stable', 'google-chrome']
        .map((name) => findProgram(name))
        .find(Boolean);
  }
}

function downloadedChromium(env) {
  const folder = env.PLAYWRIGHT_BROWSERS_PATH ?? join(homedir(), '.cache', 'ms-playwright');
  if (process.platform !== 'linux' || !existsSync(folder)) return undefined;
  return readdirSync(folder)
    .filter((name) => name.startsWith('chromium-'))
    .flatMap((name) =>
      ['chrome-linux64', 'chrome-linux'].map((sub) => join(folder, name, sub, 'chrome')),
    )
    .find((path) => existsSync(path));
}
