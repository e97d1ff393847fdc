import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { CannotGoOn, tail } from './cannot-go-on.mjs';
import { tryNpm } from './packages.mjs';
import { findProgram } from './programs.mjs';
import { inProject } from './project.mjs';
import { run } from './run.mjs';
import { sentenceFor } from './system-packages.mjs';

/** Loads keytar's native part into this process, about a millisecond: the only proof that it will load later. */
export function keytarLoads() {
  // A module loaded once stays loaded; `npm ci` may have deleted its file since.
  if (!existsSync(inProject('node_modules', 'keytar', 'build', 'Release', 'keytar.node'))) {
    return false;
  }
  try {
    createRequire(inProject('package.json'))('keytar');
    return true;
  } catch {
    return false;
  }
}

/** Whether keytar could be built here, should there be no prebuilt one to download. Linux only; elsewhere there is. */
export async function keytarCanBeBuilt() {
  if (process.platform !== 'linux') return true;
  const compiler = ['c++', 'g++', 'clang++'].some((name) => findProgram(name));
  const tools = ['make', 'python3', 'pkg-config'].every((name) => findProgram(name));
  return compiler && tools && (await run('pkg-config', ['--exists', 'libsecret-1'])).status === 0;
}

/** Downloads keytar's native part or builds it. @throws {CannotGoOn} */
export async function buildKeytar(system) {
  console.log('Setting up: building keytar, the way to the keychain.');
  const { output } = await tryNpm(['rebuild', 'keytar']);
  if (keytarLoads()) return;
  if (!(await keytarCanBeBuilt())) throw new CannotGoOn(sentenceFor(system, ['keytar-build']));
  throw new CannotGoOn(
    `keytar, the way to the keychain, could not be built. The end of npm's output:\n${tail(output)}`,
  );
}
