/**
 * The build, packaged by electron-builder in earnest, with a stand-in for the one thing that is downloaded: Electron's
 * runtime. What comes out is held against what a package must be, as after every packaging.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { extractFile } from '@electron/asar';
import { test as base, expect } from '@playwright/test';
import { readArchive } from '../../../scripts/packaging/archive.ts';
import { makeElectronRuntime } from '../../../scripts/packaging/testing/electron-runtime.ts';

const run = promisify(execFile);
const builder = 'node_modules/electron-builder/cli.js';

interface PackageFixtures {
  /** Where everything of the test is, made for it. */
  readonly folder: string;
  /** The packaged app's folder. */
  readonly packaged: string;
}

const test = base.extend<PackageFixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs off its pattern.
  folder: async ({}, use, testInfo) => {
    testInfo.skip(process.platform !== 'linux', 'The stand-in for the runtime is one for Linux.');
    const folder = await mkdtemp(join(tmpdir(), 'keywell-package-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },

  packaged: async ({ folder }, use) => {
    makeElectronRuntime(join(folder, 'runtime'));
    await run(process.execPath, [
      builder,
      '--dir',
      '--x64',
      `-c.electronDist=${join(folder, 'runtime')}`,
      `-c.directories.output=${join(folder, 'packages')}`,
    ]);
    await use(join(folder, 'packages', 'linux-unpacked'));
  },
});

test('a package has its fuses set, its archive whole, and in it the app alone', async ({
  packaged,
}) => {
  const check = await run(process.execPath, ['scripts/check-package.ts', packaged]);
  expect(check.stdout).toContain('linux-unpacked: fuses, archive, native module and contents');

  const archive = join(packaged, 'resources', 'app.asar');
  const { name, main, devDependencies } = JSON.parse(
    extractFile(archive, 'package.json').toString(),
  );
  expect({ name, main, devDependencies }).toEqual({ name: 'keywell', main: 'out/main/index.js' });
  const paths = readArchive(archive).files.map(({ path }) => path);
  expect(paths).toEqual(
    expect.arrayContaining([
      'out/main/index.js',
      'out/preload/index.cjs',
      'out/renderer/index.html',
    ]),
  );
});

test('what is not packaged by the rules does not pass', async ({ folder }) => {
  const packaged = join(folder, 'linux-unpacked');
  makeElectronRuntime(packaged);
  const failure = await run(process.execPath, ['scripts/check-package.ts', packaged]).catch(
    (error) => error,
  );
  expect(failure).toMatchObject({ code: 1, stderr: 'linux-unpacked: There is no app.asar.\n' });
});
