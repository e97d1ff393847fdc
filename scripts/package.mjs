// `npm run package`: sets up what is missing, builds, packages the app for this system into dist/packages, and looks at
// what came out. Arguments go to electron-builder: `npm run package -- --dir` makes the folder and no installer.
import { spawn } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { bootstrap } from './bootstrap.mjs';
import { build } from './needs/build.mjs';
import { CannotGoOn, giveUp } from './needs/cannot-go-on.mjs';
import { installedProgram } from './needs/installed-program.mjs';
import { inProject, projectNode } from './needs/project.mjs';
import { builderFailure } from './packaging/builder-failure.mjs';

const packages = inProject('dist', 'packages');

await makePackages(process.argv.slice(2)).catch(giveUp);

async function makePackages(args) {
  await bootstrap('start');
  console.log('Building Keywell.');
  await build();
  // What an earlier run left would be looked at as if it had come from this one.
  rmSync(packages, { recursive: true, force: true });
  const { status, output } = await show(installedProgram('electron-builder'), args);
  if (status !== 0) throw new CannotGoOn(builderFailure(output));
  const folders = readdirSync(packages).filter((name) => /^mac(?:-|$)|-unpacked$/.test(name));
  if (folders.length === 0) throw new CannotGoOn('electron-builder made nothing to look at.');
  const check = inProject('scripts', 'check-package.ts');
  const checked = await show(
    check,
    folders.map((name) => inProject('dist', 'packages', name)),
  );
  process.exitCode = checked.status;
}

/** Runs a script and prints what it says, up to the point where it fails. */
function show(script, args) {
  const child = spawn(projectNode(), [script, ...args], {
    cwd: inProject(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      output += `${line}\n`;
      if (!output.includes('⨯')) console.log(line);
    });
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ status: code ?? 1, output }));
  });
}
