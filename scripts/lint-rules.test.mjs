import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installedProgram } from './needs/installed-program.mjs';
import { inProject } from './needs/project.mjs';

const electron = 'Only src/main/index.ts and src/main/hosts/electron may import electron.';
const keytar = 'Only src/main/vault/keytar-keychain.ts may import keytar';
const store = 'Only src/main/storage/electron-store-storage.ts may import electron-store';
const connections = 'may open connections.';
const ipcMain = 'Only src/main/hosts/electron/transport.ts may use ipcMain.';
const openExternal = 'may call shell.openExternal';
const towardsEntry = 'A service must not import hosts, the router or the composition';
const sharedOnly = 'src/shared imports only itself and zod.';
const preload = 'The preload imports only electron';
const page = 'The renderer imports #shared and what runs in a page';
const typesOnly = 'the renderer may import types only';

/** Wrong code, the file it would stand in, and the rule that refuses it: words of its message, or its name. */
const refused = [
  ['src/main/registry/a.ts', "import { app } from 'electron';\nexport const a = app;", electron],
  [
    'src/main/registry/b.ts',
    "import type { App } from 'electron';\nexport type B = App;",
    electron,
  ],
  ['src/main/registry/c.ts', "export const c = () => import('electron');", electron],
  ['src/main/hosts/web/a.ts', "import { net } from 'electron';\nexport const a = net;", electron],
  ['src/main/composition.ts', "export { app } from 'electron/main';", electron],
  ['src/main/vault/a.ts', "import keytar from 'keytar';\nexport const a = keytar;", keytar],
  ['src/main/hosts/electron/b.ts', "export const b = () => import('keytar');", keytar],
  ['src/main/registry/d.ts', "import Store from 'electron-store';\nexport const d = Store;", store],
  [
    'src/main/providers/a.ts',
    "import { fetch } from 'undici';\nexport const a = fetch;",
    connections,
  ],
  [
    'src/main/providers/b.ts',
    "import { request } from 'node:https';\nexport const b = request;",
    connections,
  ],
  [
    'src/main/providers/c.ts',
    "export const c = () => globalThis.fetch('https://host');",
    connections,
  ],
  [
    'src/main/providers/d.ts',
    "export const d = () => fetch('https://host');",
    'noRestrictedGlobals',
  ],
  [
    'src/main/hosts/electron/a.ts',
    "import { ipcMain } from 'electron';\nipcMain.on('a', () => {});",
    ipcMain,
  ],
  [
    'src/main/hosts/electron/c.ts',
    "import * as electron from 'electron';\nelectron.ipcMain.on('a', () => {});",
    ipcMain,
  ],
  [
    'src/main/hosts/electron/d.ts',
    "import { shell } from 'electron';\nshell.openExternal('https://host');",
    openExternal,
  ],
  [
    'src/main/hosts/electron/f.ts',
    "import { shell } from 'electron';\nshell.openPath('/etc');",
    openExternal,
  ],
  [
    'src/main/vault/b.ts',
    "import { route } from '../ipc/router.ts';\nexport const b = route;",
    towardsEntry,
  ],
  [
    'src/main/providers/e/e.ts',
    "import { app } from '../../hosts/web/app.ts';\nexport const e = app;",
    towardsEntry,
  ],
  ['src/main/registry/e.ts', "export const e = () => import('../composition.ts');", towardsEntry],
  ['src/shared/a.ts', "import { join } from 'node:path';\nexport const a = join;", sharedOnly],
  [
    'src/shared/b.ts',
    "import type { Core } from '../main/core.ts';\nexport type B = Core;",
    sharedOnly,
  ],
  ['src/shared/domain/c.ts', "export { z } from 'zod/v3';", sharedOnly],
  ['src/preload/a.ts', "import { z } from 'zod';\nexport const a = z;", preload],
  [
    'src/preload/b.ts',
    "import { routes } from '#shared/ipc/routes.ts';\nexport const b = routes;",
    preload,
  ],
  ['src/preload/c.ts', "import '#shared/errors.ts';", preload],
  ['src/renderer/src/a.ts', "import { join } from 'node:path';\nexport const a = join;", page],
  ['src/renderer/src/b.tsx', "import { z } from 'zod';\nexport const b = z;", page],
  [
    'src/renderer/src/c.ts',
    "import type { Core } from '../../main/core.ts';\nexport type C = Core;",
    page,
  ],
  ['src/renderer/src/d.ts', "export const d = () => import('#shared/ipc/routes.ts');", page],
  [
    'src/renderer/src/e.ts',
    "import { routes } from '#shared/ipc/routes.ts';\nexport const e = routes;",
    typesOnly,
  ],
  [
    'src/renderer/src/f.ts',
    "import { type Run } from '#shared/domain/run.ts';\nexport type F = Run;",
    typesOnly,
  ],
  ['src/renderer/src/g.ts', "export { runSchema } from '#shared/domain/run.ts';", typesOnly],
  [
    'src/renderer/src/h.ts',
    "import {\n  define,\n} from '#shared/ipc/define.ts';\nexport const h = define;",
    typesOnly,
  ],
  ['src/main/vault/c.ts', 'export const c = process.env.HOME;', 'noProcessEnv'],
  ['src/main/vault/d.ts', 'export const d: any = 1;', 'noExplicitAny'],
  ['src/main/vault/e.ts', "// @ts-ignore\nexport const e: number = '';", 'noTsIgnore'],
  ['src/main/vault/f.ts', "console.log('f');", 'noConsole'],
  ['src/main/vault/g.ts', 'export default 1;', 'noDefaultExport'],
  [
    'src/main/vault/h.ts',
    'export const h = (text?: string) => text!.length;',
    'noNonNullAssertion',
  ],
  [
    'src/main/vault/i.ts',
    "import { j } from './j.ts';\nexport const i = () => j;",
    'noImportCycles',
  ],
  [
    'src/main/vault/j.ts',
    "import { i } from './i.ts';\nexport const j = () => i;",
    'noImportCycles',
  ],
  [
    'src/shared/d.test.ts',
    "import { it } from 'vitest';\nit.only('d', () => {});",
    'noFocusedTests',
  ],
];

/** What the same rules let through, where it belongs. */
const accepted = [
  [
    'src/main/index.ts',
    "import { app } from 'electron';\nexport const home = [app, process.env.HOME];",
  ],
  [
    'src/main/web.ts',
    "import { a } from './composition.ts';\nexport const web = [a, process.env.HOME];",
  ],
  [
    'src/main/hosts/electron/transport.ts',
    "import { ipcMain } from 'electron';\nipcMain.on('a', () => {});",
  ],
  [
    'src/main/hosts/electron/open-external.ts',
    "import { shell } from 'electron';\nshell.openExternal('https://host');",
  ],
  [
    'src/main/hosts/web/server.ts',
    "import { createServer } from 'node:http';\nexport const server = createServer();",
  ],
  ['src/main/vault/keytar-keychain.ts', "export const keytar = () => import('keytar');"],
  [
    'src/main/storage/electron-store-storage.ts',
    "import Store from 'electron-store';\nexport const store = Store;",
  ],
  [
    'src/main/providers/provider-fetch.ts',
    "import { fetch } from 'undici';\nexport const request = () => fetch('https://host');",
  ],
  ['src/main/providers/f.ts', 'export const f = (fetch: typeof globalThis.fetch) => fetch;'],
  [
    'src/main/registry/f.ts',
    "import { z } from 'zod';\nimport type { Events } from '#shared/ipc/events.ts';\nimport { d } from '../storage/d.ts';\nexport const f: Events = [z, d];",
  ],
  [
    'src/main/registry/g.test.ts',
    "import { home } from '../index.ts';\nexport const g = [fetch, home, process.env.HOME];",
  ],
  [
    'src/shared/domain/e.ts',
    "import { z } from 'zod';\nimport { a } from '#shared/errors.ts';\nimport { b } from '../b.ts';\nexport const e = [z, a, b];",
  ],
  ['src/shared/domain/e.test.ts', "import fc from 'fast-check';\nexport const e = fc;"],
  [
    'src/preload/index.ts',
    "import { contextBridge } from 'electron';\nimport type { Route } from '#shared/ipc/routes.ts';\nimport { requestChannel } from '#shared/ipc/channels.ts';\nexport const a: Route = [contextBridge, requestChannel];",
  ],
  [
    'src/renderer/src/i.tsx',
    "import { useState } from 'react';\nimport type { Route } from '#shared/ipc/routes.ts';\nimport type { Run } from '#shared/domain/run.ts';\nimport { hint } from '#shared/domain/rules/key-rules.ts';\nimport { AppError } from '#shared/errors.ts';\nimport { eventNames } from '#shared/ipc/events.ts';\nexport const i: Run = [useState, hint, AppError, eventNames] as const satisfies Route;\nexport const page = () => import('./page.tsx');",
  ],
  ['electron.vite.config.ts', 'export default {};'],
  ['scripts/a.mjs', 'console.log(process.env.HOME);'],
  ['bench/a.bench.ts', 'console.log(process.env.HOME);'],
];

describe('the linter', () => {
  const folders = [];
  let onRefused;
  let onAccepted;
  beforeAll(async () => {
    [onRefused, onAccepted] = await Promise.all([lint(refused), lint(accepted)]);
  }, 60_000);
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  for (const [path, text, rule] of refused) {
    it(`refuses in ${path}: ${text.replaceAll('\n', ' ')}`, () => {
      expect(onRefused.get(path)).toContain(rule);
    });
  }

  for (const [path] of accepted) {
    it(`accepts what belongs in ${path}`, () => {
      expect(onAccepted.get(path)).toBeUndefined();
    });
  }

  /** Lays out a project of these files under the real rules; gives what is said of each: rule names and messages. */
  async function lint(files) {
    const folder = mkdtempSync(join(tmpdir(), 'keywell-lint-'));
    folders.push(folder);
    for (const name of ['biome.json', '.gitignore', 'lint']) {
      cpSync(inProject(name), join(folder, name), { recursive: true });
    }
    for (const [path, text] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), `${text}\n`);
    }
    return findingsIn(await biome(folder));
  }
});

async function biome(folder) {
  const program = installedProgram('@biomejs/biome', 'biome');
  const args = [program, 'lint', '--reporter=github', '--max-diagnostics=none', '.'];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder }).catch(
    (failure) => failure,
  );
  return stdout;
}

function findingsIn(report) {
  const findings = new Map();
  const lines = report.matchAll(/^::\w+ title=([^,]*),file=([^,]*),[^:]*::(.*)$/gm);
  for (const [, title, file, message] of lines) {
    const path = file.replaceAll('\\', '/').replace(/^.*\/keywell-lint-[^/]*\//, '');
    findings.set(path, `${findings.get(path) ?? ''}${title} ${message}\n`);
  }
  return findings;
}
