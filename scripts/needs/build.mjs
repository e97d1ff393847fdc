import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CannotGoOn, tail } from './cannot-go-on.mjs';
import { installedProgram } from './installed-program.mjs';
import { inProject, projectNode, withoutElectronDownload } from './project.mjs';
import { run } from './run.mjs';

const SOURCES = [
  'src',
  'package-lock.json',
  'package.json',
  'electron.vite.config.ts',
  'tsconfig.base.json',
];
const RESULTS = ['main/web.js', 'main/index.js', 'preload/index.cjs', 'renderer/index.html'];
const stampFile = () => inProject('out', '.built-from');

export function buildIsStale() {
  if (!RESULTS.every((file) => existsSync(inProject('out', file)))) return true;
  if (!existsSync(stampFile())) return true;
  return readFileSync(stampFile(), 'utf8') !== stampOf(SOURCES.map((source) => inProject(source)));
}

/** Bundles main, preload and renderer into `out`. @throws {CannotGoOn} with the end of the build's output */
export async function build() {
  // Taken before, so that a file changed during the build counts as changed after it.
  const stamp = stampOf(SOURCES.map((source) => inProject(source)));
  const cli = installedProgram('electron-vite');
  const { status, output } = await run(projectNode(), [cli, 'build'], {
    cwd: inProject(),
    env: { ...process.env, ...withoutElectronDownload() },
  });
  if (status !== 0) {
    throw new CannotGoOn(`The build failed. The end of its output:\n${tail(output, 40)}`);
  }
  writeFileSync(stampFile(), stamp);
}

/**
 * A stamp that changes with any file under the given paths, tests left out. It looks at times and sizes and reads
 * nothing, which takes some ten milliseconds; a fresh checkout is built once too often.
 * @param {readonly string[]} paths
 */
export function stampOf(paths) {
  const hash = createHash('sha256');
  for (const path of paths) add(hash, path);
  return hash.digest('hex');
}

function add(hash, path) {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found || /\.test\.tsx?$/.test(path)) return;
  if (!found.isDirectory()) {
    hash.update(`${path}\0${found.mtimeMs}\0${found.size}\n`);
    return;
  }
  for (const name of readdirSync(path).sort()) add(hash, join(path, name));
}
