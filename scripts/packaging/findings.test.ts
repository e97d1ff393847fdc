import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { uncacheAll } from '@electron/asar';
import { afterEach, describe, expect, it } from 'vitest';
import { findingsIn } from './findings.ts';
import type { PackagedApp } from './packaged-app.ts';
import { keytar, makePackagedFolder, replaceArchive } from './testing/packaged-folder.ts';

const expected = { modules: new Set(['keytar', 'zod']), builtIn: '/build/keywell' };
const platforms = ['linux', 'darwin', 'win32'] as const;

const removals: (() => void)[] = [];
afterEach(() => {
  for (const remove of removals.splice(0)) remove();
});

async function made(making: Parameters<typeof makePackagedFolder>[0] = {}): Promise<PackagedApp> {
  const { app, remove } = await makePackagedFolder(making);
  removals.push(remove);
  return app;
}

describe('a packaged app', () => {
  it.each(platforms)('that is as it should be passes on %s', async (platform) => {
    expect(await findingsIn(await made({ platform }), expected)).toEqual([]);
  });

  it('without an archive is none', async () => {
    const app = await made();
    rmSync(join(app.resources, 'app.asar'));
    expect(await findingsIn(app, expected)).toEqual(['There is no app.asar.']);
  });
});

describe('fuses', () => {
  it.each([
    ['110011001', 'The fuse RunAsNode is not off.'],
    ['000011001', 'The fuse EnableCookieEncryption is not on.'],
    ['011011001', 'The fuse EnableNodeOptionsEnvironmentVariable is not off.'],
    ['010111001', 'The fuse EnableNodeCliInspectArguments is not off.'],
    ['010001001', 'The fuse EnableEmbeddedAsarIntegrityValidation is not on.'],
    ['010010001', 'The fuse OnlyLoadAppFromAsar is not on.'],
    ['010011101', 'The fuse LoadBrowserProcessSpecificV8Snapshot is not off.'],
    ['010011011', 'The fuse GrantFileProtocolExtraPrivileges is not off.'],
    ['010011000', 'The fuse WasmTrapHandlers is not on.'],
    ['01001100', 'The fuse WasmTrapHandlers is not on.'],
    ['0100110011', 'The fuse number 9 is not stated in scripts/packaging/fuses.ts.'],
  ])('%s are noticed', async (fuses, finding) => {
    expect(await findingsIn(await made({ fuses }), expected)).toEqual([finding]);
  });

  it('that are not there are noticed', async () => {
    const app = await made();
    writeFileSync(app.executable, 'a program without fuses');
    expect(await findingsIn(app, expected)).toEqual([
      expect.stringMatching(/^The fuses cannot be read: /),
    ]);
  });
});

describe('the archive', () => {
  it.each(['darwin', 'win32'] as const)('of another app is noticed on %s', async (platform) => {
    const app = await made({ platform });
    replaceArchive(app, await made({ files: { 'out/main/index.js': 'other();' } }));
    expect(await findingsIn(app, expected)).toEqual([
      'The program does not name the hash of its archive, so it would not start.',
    ]);
  });

  it('with a file changed in place is noticed', async () => {
    const app = await made();
    const path = join(app.resources, 'app.asar');
    const bytes = readFileSync(path);
    bytes.write('evil', bytes.indexOf('import "./chunks'));
    writeFileSync(path, bytes);
    uncacheAll();
    expect(await findingsIn(app, expected)).toEqual([
      "out/main/index.js is not what the archive's table says it is.",
    ]);
  });

  it.each(['app', 'default_app.asar'])('may not have %s beside it', async (name) => {
    const app = await made();
    mkdirSync(join(app.resources, name));
    expect(await findingsIn(app, expected)).toEqual([`Beside app.asar there is ${name}.`]);
  });
});

describe('the native module', () => {
  it('must be unpacked', async () => {
    expect(await findingsIn(await made({ unpack: 'nothing' }), expected)).toEqual([
      "keytar's native part is not unpacked.",
    ]);
  });

  it('must be there', async () => {
    const app = await made();
    rmSync(join(app.resources, 'app.asar.unpacked', keytar));
    expect(await findingsIn(app, expected)).toEqual([
      `${keytar} is not what the archive's table says it is.`,
      "keytar's native part is not unpacked.",
    ]);
  });

  it('must be the only one', async () => {
    const files = { 'node_modules/zod/other.node': 'native' };
    expect(await findingsIn(await made({ files }), expected)).toEqual([
      'node_modules/zod/other.node is a native module nobody expects.',
      'node_modules/zod/other.node is unpacked, where its integrity is not checked.',
    ]);
  });

  it('must have nothing beside it that the archive does not know of', async () => {
    const app = await made();
    writeFileSync(join(app.resources, 'app.asar.unpacked', 'added.js'), '');
    expect(await findingsIn(app, expected)).toEqual([
      'added.js is unpacked, where its integrity is not checked.',
    ]);
  });

  it('must be all that is unpacked', async () => {
    expect(await findingsIn(await made({ unpack: '{*.node,keytar.js}' }), expected)).toEqual([
      'node_modules/keytar/lib/keytar.js is unpacked, where its integrity is not checked.',
    ]);
  });
});

describe('what does not belong in the archive is noticed:', () => {
  const stray = (path: string) => `${path} does not belong to the app.`;
  it.each([
    ['e2e/specs/main-job.spec.ts', stray('e2e/specs/main-job.spec.ts')],
    ['bench/start.bench.ts', stray('bench/start.bench.ts')],
    ['src/main/index.ts', stray('src/main/index.ts')],
    ['scripts/test.mjs', stray('scripts/test.mjs')],
    ['.env', stray('.env')],
    ['out/main/web.js', stray('out/main/web.js')],
    ['out/main/index.js.map', stray('out/main/index.js.map')],
    ['out/renderer/assets/index-abc.js.map', stray('out/renderer/assets/index-abc.js.map')],
    ['node_modules/vitest/index.js', 'The package vitest is nothing the app needs.'],
    [
      'node_modules/@playwright/test/index.js',
      'The package @playwright/test is nothing the app needs.',
    ],
    ['node_modules/zod/node_modules/tool/index.js', 'The package tool is nothing the app needs.'],
    ['node_modules/zod/index.js.map', 'node_modules/zod/index.js.map is for developers.'],
    ['node_modules/zod/index.d.ts', 'node_modules/zod/index.d.ts is for developers.'],
    ['node_modules/zod/tests/all.js', 'node_modules/zod/tests/all.js is a test.'],
    ['node_modules/zod/index.test.js', 'node_modules/zod/index.test.js is a test.'],
  ])('%s', async (path, finding) => {
    expect(await findingsIn(await made({ files: { [path]: '' } }), expected)).toEqual([finding]);
  });

  it('a source map inside a file', async () => {
    const files = { 'out/main/index.js': '//# sourceMappingURL=data:application/json,{}' };
    expect(await findingsIn(await made({ files }), expected)).toEqual([
      'out/main/index.js has a source map inside.',
    ]);
  });

  it('the folder it was built in', async () => {
    const files = { 'out/main/index.js': "const here = '/build/keywell/src/main';" };
    expect(await findingsIn(await made({ files }), expected)).toEqual([
      'out/main/index.js names a folder of the machine that built it.',
    ]);
  });
});
