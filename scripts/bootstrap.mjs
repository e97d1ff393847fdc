// Sets up what `npm start` and `npm test` need on a fresh clone, with Node's built-ins only. Every need is looked at,
// not assumed, and where all are met nothing is started or printed. Run by itself it sets up what tests need.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CannotGoOn, giveUp } from './needs/cannot-go-on.mjs';
import { debianPackagesOf, electronRuntime, missingLibraries } from './needs/electron.mjs';
import { installedProgram } from './needs/installed-program.mjs';
import { buildKeytar, keytarCanBeBuilt, keytarLoads } from './needs/keytar.mjs';
import { fetchProjectNode, installPackages, packagesInStep } from './needs/packages.mjs';
import { findChromium, findProgram } from './needs/programs.mjs';
import { projectNode } from './needs/project.mjs';
import { run } from './needs/run.mjs';
import {
  canInstall,
  installWithApt,
  packagesFor,
  playwrightBringsChromium,
  readSystem,
  sentenceFor,
} from './needs/system-packages.mjs';

const OLDEST_NODE = 20;

/**
 * @param {'start' | 'test'} purpose tests need a browser and a keyring besides
 * @throws {CannotGoOn}
 */
export async function bootstrap(purpose) {
  requireNode(process.versions.node);
  const system = readSystem();
  await provide(system, await missingNeeds(system, purpose));
  if (!packagesInStep()) await installPackages();
  if (!existsSync(projectNode())) await fetchProjectNode();
  if (!keytarLoads()) await buildKeytar(system);
  if (purpose === 'test' && !findChromium()) await downloadChromium(system);
  const electron = electronRuntime();
  if (electron) await provideLibraries(system, electron);
}

/** @param {string} version */
export function requireNode(version) {
  if (Number.parseInt(version, 10) >= OLDEST_NODE) return;
  throw new CannotGoOn(
    `Keywell needs Node ${OLDEST_NODE} or newer, and this is Node ${version}. Install a current one from https://nodejs.org, then try again.`,
  );
}

async function missingNeeds(system, purpose) {
  const tests = purpose === 'test';
  const linux = system.platform === 'linux';
  const needs = [];
  if (linux && !keytarLoads() && !(await keytarCanBeBuilt())) needs.push('keytar-build');
  if (tests && !findChromium()) needs.push('chromium');
  if (tests && linux && !(findProgram('dbus-daemon') && findProgram('dbus-send')))
    needs.push('dbus');
  if (tests && linux && !findProgram('gnome-keyring-daemon')) needs.push('keyring');
  if (tests && linux && electronRuntime() && !findProgram('Xvfb')) needs.push('xvfb');
  return needs;
}

async function provide(system, needs) {
  if (needs.length === 0) return;
  if (canInstall(system)) {
    const packages = packagesFor(system, needs);
    if (packages.length > 0) await installWithApt(packages);
    return;
  }
  // Alone this need is not yet a reason to stop: a prebuilt keytar may be had for download.
  if (needs.every((need) => need === 'keytar-build')) return;
  throw new CannotGoOn(sentenceFor(system, needs));
}

async function downloadChromium(system) {
  if (!(canInstall(system) && playwrightBringsChromium(system))) {
    throw new CannotGoOn(sentenceFor(system, ['chromium']));
  }
  console.log('Setting up: downloading Chromium.');
  const cli = installedProgram('playwright');
  await run(projectNode(), [cli, 'install', '--with-deps', 'chromium']);
  if (!findChromium()) throw new CannotGoOn(sentenceFor(system, ['chromium']));
}

async function provideLibraries(system, electron) {
  const libraries = await missingLibraries(electron);
  if (libraries.length === 0) return;
  const packages = system.manager === 'apt' ? await debianPackages(libraries) : [];
  if (canInstall(system) && packages.length > 0) await installWithApt(packages);
  const still = await missingLibraries(electron);
  if (still.length > 0)
    throw new CannotGoOn(sentenceFor(system, [], { libraries: still, packages }));
}

async function debianPackages(libraries) {
  const known = new Set((await run('apt-cache', ['pkgnames'])).output.split('\n'));
  return debianPackagesOf(libraries, (name) => known.has(name));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bootstrap('test').catch(giveUp);
