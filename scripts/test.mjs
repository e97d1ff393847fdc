// `npm test`: sets up what is missing, then types, lint, unused code, unit tests, build, end-to-end tests. The last
// line sums up every runner: `N passed, N failed, N skipped`. A failed check counts as one failed.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootstrap } from './bootstrap.mjs';
import { build } from './needs/build.mjs';
import { giveUp } from './needs/cannot-go-on.mjs';
import { electronRuntime } from './needs/electron.mjs';
import { installedProgram } from './needs/installed-program.mjs';
import { findChromium, findProgram } from './needs/programs.mjs';
import { inProject, projectNode, withoutElectronDownload } from './needs/project.mjs';
import {
  exitStatus,
  lastLine,
  NOTHING,
  skipReasonsOfPlaywright,
  sum,
  tallyOfCheck,
  tallyOfPlaywright,
  tallyOfVitest,
} from './needs/tally.mjs';

await bootstrap('test').catch(giveUp);

const reports = mkdtempSync(join(tmpdir(), 'keywell-reports-'));
process.on('exit', () => rmSync(reports, { recursive: true, force: true }));
const env = { ...process.env, ...withoutElectronDownload(), CHROMIUM_PATH: findChromium() };
/** Keys the tests store go into a keyring that nobody else sees and nothing is left of. */
const inKeyring = [inProject('scripts', 'with-keyring.ts'), '--'];

const types = await check('Types', installedProgram('typescript', 'tsc'), '-b');
const lint = await check('Lint', installedProgram('@biomejs/biome', 'biome'), 'ci');
const unused = await check('Unused code', installedProgram('knip'));
const unit = await unitTests();
const built = await buildStage();
const endToEnd = built.failed === 0 ? await endToEndTests() : NOTHING;

const total = sum([types, lint, unused, unit, built, endToEnd]);
heading('Result');
console.log(lastLine(total));
process.exitCode = exitStatus(total);

async function check(title, ...command) {
  heading(title);
  const status = await show(projectNode(), command);
  console.log(status === 0 ? 'In order.' : `${title}: failed.`);
  return tallyOfCheck(status);
}

async function unitTests() {
  heading('Unit tests');
  const report = join(reports, 'vitest.json');
  const status = await show(projectNode(), [
    ...inKeyring,
    projectNode(),
    installedProgram('vitest'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  return tallied(report, status, tallyOfVitest);
}

async function buildStage() {
  heading('Build');
  try {
    await build();
    console.log('In order.');
    return NOTHING;
  } catch (error) {
    console.log(`${error.message}\nWithout a build there is nothing to test end to end.`);
    return tallyOfCheck(1);
  }
}

async function endToEndTests() {
  heading('End-to-end tests');
  const report = join(reports, 'playwright.json');
  const command = [
    ...inKeyring,
    ...display(),
    projectNode(),
    installedProgram('@playwright/test', 'playwright'),
    'test',
    '--reporter=list,json',
  ];
  const status = await show(projectNode(), command, { PLAYWRIGHT_JSON_OUTPUT_FILE: report });
  return tallied(report, status, (read, exit) => {
    for (const [reason, count] of skipReasonsOfPlaywright(read)) {
      console.log(`${count} skipped: ${reason}`);
    }
    return tallyOfPlaywright(read, exit);
  });
}

/** A desktop for Electron's windows, where there is an Electron and no desktop. */
function display() {
  const missing = process.platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY;
  return missing && electronRuntime() && findProgram('xvfb-run')
    ? ['xvfb-run', '--auto-servernum']
    : [];
}

/** A runner that left no report failed before its first test. */
function tallied(report, status, read) {
  try {
    return read(JSON.parse(readFileSync(report, 'utf8')), status);
  } catch {
    return tallyOfCheck(status || 1);
  }
}

function heading(title) {
  console.log(`\n── ${title} ──`);
}

function show(file, args, extraEnv = {}) {
  const child = spawn(file, args, {
    cwd: inProject(),
    env: { ...env, ...extraEnv },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
