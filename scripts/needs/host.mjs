import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Why Keywell opens in the browser rather than in a window, or undefined where a window is possible. Asked in two
 * steps, because nobody should download a runtime that could not be used.
 * @param {{ web: boolean, platform: string, env: NodeJS.ProcessEnv, isRoot: boolean }} circumstances
 */
export function reasonAgainstWindow({ web, platform, env, isRoot }) {
  if (web) return '--web asks for it';
  if (platform !== 'linux') return undefined;
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return 'there is no display';
  // As root Chromium starts without its sandbox or not at all, and Keywell does not give the sandbox up.
  if (isRoot) return "Electron's sandbox does not work for root";
  return undefined;
}

export const NO_RUNTIME = 'the Electron runtime is not installed and could not be downloaded';

/**
 * Why the installed runtime cannot sandbox its processes, and what would let it.
 * @param {string} electron the executable
 */
export function sandboxObstacle(electron, read = readOrUndefined, helper = helperState(electron)) {
  const forbidden =
    read('/proc/sys/kernel/apparmor_restrict_unprivileged_userns') === '1' ||
    read('/proc/sys/kernel/unprivileged_userns_clone') === '0' ||
    read('/proc/sys/user/max_user_namespaces') === '0';
  if (!forbidden || helper.isSetuidRoot) return undefined;
  return `this system keeps Electron's sandbox from working; this permits it: sudo chown root ${helper.path} && sudo chmod 4755 ${helper.path}`;
}

function helperState(electron) {
  const path = join(dirname(electron), 'chrome-sandbox');
  const found = statSync(path, { throwIfNoEntry: false });
  return { path, isSetuidRoot: found?.uid === 0 && (found.mode & 0o4000) !== 0 };
}

function readOrUndefined(path) {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return undefined;
  }
}
