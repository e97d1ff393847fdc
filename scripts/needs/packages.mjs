import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { CannotGoOn, tail } from './cannot-go-on.mjs';
import { findProgram, systemPath } from './programs.mjs';
import { inProject, projectNode } from './project.mjs';
import { run } from './run.mjs';

/**
 * Whether what npm installed is what the lockfile asks for. npm writes down what it installed only once it is done, so
 * a broken-off installation counts as none.
 * @param {{ packages: Record<string, object> }} wanted package-lock.json
 * @param {{ packages: Record<string, object> }} installed node_modules/.package-lock.json
 */
export function inStep(wanted, installed) {
  return Object.entries(wanted.packages).every(([path, entry]) => {
    if (path === '') return true;
    const found = installed.packages[path];
    // Packages for other systems are optional and stay out.
    if (!found) return Boolean(entry.optional || entry.os || entry.cpu);
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

export function packagesInStep() {
  const installed = inProject('node_modules', '.package-lock.json');
  if (!existsSync(installed)) return false;
  return inStep(readJson(inProject('package-lock.json')), readJson(installed));
}

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

/**
 * Installs the project's packages without their install scripts, which need care of their own: an older npm would give
 * up everything because of one of them.
 */
export async function installPackages() {
  console.log('Setting up: installing the packages of package-lock.json, about a minute.');
  if (process.platform === 'win32' && process.execPath === realpathIfThere(projectNode())) {
    throw new CannotGoOn(
      'The packages have changed, and Windows does not let a running Node replace itself. Run `npm ci`, then try again.',
    );
  }
  await npm(
    ['ci', '--ignore-scripts', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'],
    'The packages could not be installed.',
  );
}

/** The `node` package fetches its binary in an install script. */
export async function fetchProjectNode() {
  await npm(['rebuild', 'node'], 'The Node that Keywell runs on could not be installed.');
}

/**
 * Runs npm with the Node it came with: `npm ci` deletes the one in node_modules.
 * @throws {CannotGoOn} `failure` and the end of npm's output
 */
async function npm(args, failure) {
  const { status, output } = await tryNpm(args);
  if (status !== 0) throw new CannotGoOn(`${failure} The end of npm's output:\n${tail(output)}`);
}

export function tryNpm(args) {
  const node = findProgram('node');
  const script = process.env.npm_execpath;
  const env = { ...process.env, PATH: systemPath().join(delimiter), ...headersOf(node) };
  const options = { cwd: inProject(), env };
  if (node && script && basename(script) === 'npm-cli.js') {
    return run(node, [script, ...args], options);
  }
  return process.platform === 'win32'
    ? run('cmd.exe', ['/d', '/s', '/c', 'npm.cmd', ...args], options)
    : run('npm', args, options);
}

/** Where Node brought its headers along, node-gyp need not download them. */
function headersOf(node) {
  if (!node) return {};
  const prefix = join(dirname(realpathSync(node)), '..');
  return existsSync(join(prefix, 'include', 'node', 'node_api.h'))
    ? { npm_config_nodedir: prefix }
    : {};
}

const realpathIfThere = (path) => (existsSync(path) ? realpathSync(path) : path);
