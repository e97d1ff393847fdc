import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** An absolute path inside the project. */
export const inProject = (...parts) => join(root, ...parts);

/** What set-up remembers; goes with node_modules, and so never outlives what it speaks of. */
export const remembered = (name) => inProject('node_modules', '.cache', 'keywell', name);

/** Node 24, a dependency of the project: current ai, electron-store and Vitest need more than Node 20. */
export const projectNode = () =>
  inProject('node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/**
 * For every process that may import the `electron` package outside Electron: with this set the package names where
 * its runtime would be and does not try to download it.
 */
export const withoutElectronDownload = () => ({
  ELECTRON_OVERRIDE_DIST_PATH: inProject('node_modules', 'electron', 'dist'),
});
