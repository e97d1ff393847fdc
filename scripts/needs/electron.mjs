import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { inProject, projectNode, remembered } from './project.mjs';
import { run } from './run.mjs';

const DAY_MS = 24 * 60 * 60 * 1000;
const DOWNLOAD_LIMIT_MS = 5 * 60 * 1000;
const PROBE_LIMIT_MS = 5_000;

/** The Electron executable, or undefined where the runtime is not installed: the npm package alone does not hold it. */
export function electronRuntime() {
  try {
    const executable = readFileSync(inProject('node_modules', 'electron', 'path.txt'), 'utf8');
    const path = inProject('node_modules', 'electron', 'dist', executable);
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Tries to download the runtime; a failure is remembered for a day, so that the next start is quick.
 * @returns {Promise<string | undefined>} the executable
 */
export async function downloadElectron() {
  if (failedLately(readFailure(), Date.now())) return undefined;
  console.log('Setting up: downloading Electron, about 120 MB.');
  const script = inProject('node_modules', 'electron', 'install.js');
  const downloaded =
    (await sourceAnswers()) &&
    (await run(projectNode(), [script], { timeoutMs: DOWNLOAD_LIMIT_MS })).status === 0;
  if (!downloaded) rememberFailure();
  return electronRuntime();
}

const failureFile = () => remembered('electron-download-failed');

/** @returns {number | undefined} when the last download failed, in ms since the epoch */
function readFailure() {
  return statSync(failureFile(), { throwIfNoEntry: false })?.mtimeMs;
}

export const failedLately = (failedAt, now) => failedAt !== undefined && now - failedAt < DAY_MS;

function rememberFailure() {
  mkdirSync(dirname(failureFile()), { recursive: true });
  writeFileSync(failureFile(), '');
}

/** Blocked networks often swallow packets: a short question first spares people a long silence. */
async function sourceAnswers(env = process.env) {
  const proxied = Object.keys(env).some((name) =>
    /^(https?|all|electron_get_use)_proxy$/i.test(name),
  );
  if (proxied) return true;
  const source = env.ELECTRON_MIRROR ?? env.npm_config_electron_mirror ?? 'https://github.com';
  return fetch(source, { method: 'HEAD', signal: AbortSignal.timeout(PROBE_LIMIT_MS) }).then(
    () => true,
    () => false,
  );
}

/**
 * Shared libraries the runtime asks for and the system does not have. `ldd` is asked once per installed runtime.
 * @param {string} executable
 * @returns {Promise<readonly string[]>} sonames
 */
export async function missingLibraries(executable) {
  if (process.platform !== 'linux') return [];
  const stamp = remembered('electron-libraries-found');
  const asked = statSync(stamp, { throwIfNoEntry: false });
  if (asked && asked.mtimeMs >= statSync(executable).ctimeMs) return [];
  const missing = notFound((await run('ldd', [executable])).output);
  if (missing.length === 0) {
    mkdirSync(dirname(stamp), { recursive: true });
    writeFileSync(stamp, '');
  }
  return missing;
}

/** @param {string} lddOutput */
export const notFound = (lddOutput) =>
  [...lddOutput.matchAll(/^\s*(\S+) => not found$/gm)].map(([, soname]) => soname);

/** The Debian packages of the libraries Electron links to. */
const DEBIAN_PACKAGES = {
  'libgtk-3.so.0': 'libgtk-3-0',
  'libgdk-3.so.0': 'libgtk-3-0',
  'libnss3.so': 'libnss3',
  'libnssutil3.so': 'libnss3',
  'libsmime3.so': 'libnss3',
  'libnspr4.so': 'libnspr4',
  'libatk-1.0.so.0': 'libatk1.0-0',
  'libatk-bridge-2.0.so.0': 'libatk-bridge2.0-0',
  'libatspi.so.0': 'libatspi2.0-0',
  'libcups.so.2': 'libcups2',
  'libdrm.so.2': 'libdrm2',
  'libgbm.so.1': 'libgbm1',
  'libasound.so.2': 'libasound2',
  'libpango-1.0.so.0': 'libpango-1.0-0',
  'libcairo.so.2': 'libcairo2',
  'libglib-2.0.so.0': 'libglib2.0-0',
  'libgio-2.0.so.0': 'libglib2.0-0',
  'libgobject-2.0.so.0': 'libglib2.0-0',
  'libdbus-1.so.3': 'libdbus-1-3',
  'libexpat.so.1': 'libexpat1',
  'libudev.so.1': 'libudev1',
  'libX11.so.6': 'libx11-6',
  'libxcb.so.1': 'libxcb1',
  'libXcomposite.so.1': 'libxcomposite1',
  'libXdamage.so.1': 'libxdamage1',
  'libXext.so.6': 'libxext6',
  'libXfixes.so.3': 'libxfixes3',
  'libXrandr.so.2': 'libxrandr2',
  'libxkbcommon.so.0': 'libxkbcommon0',
};

/**
 * @param {readonly string[]} sonames
 * @param {(name: string) => boolean} exists whether apt knows a package of that name
 * @returns {string[]} package names: Debian 13 and Ubuntu 24.04 renamed many to `…t64`
 */
export function debianPackagesOf(sonames, exists) {
  const names = sonames.flatMap((soname) => DEBIAN_PACKAGES[soname] ?? []);
  return [...new Set(names)].map((name) => (exists(`${name}t64`) ? `${name}t64` : name));
}
