/** What the build left in `out`, looked at as it is shipped. */
import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { packagedModules } from '../../../scripts/packaging/packaged-modules.ts';
import { filesUnder, readBundle, readChunk, sourcesOf } from '../../built/bundle.ts';

const packageJson = JSON.parse(readFileSync('package.json', 'utf8'));
const lockfile = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const dependencies = Object.keys(packageJson.dependencies);
const nodeModules = builtinModules.map((name) => `node:${name.replace('node:', '')}`);

test('the preload is one CommonJS file that requires electron and nothing else', () => {
  expect(filesUnder('out/preload')).toEqual(['index.cjs']);
  const { text, imports, later } = readChunk('out/preload/index.cjs');
  expect([...new Set(imports)]).toEqual(['electron']);
  expect(later).toEqual([]);
  // As Electron runs it: with a `require` that knows one name, and without what Node would give it.
  const exposed: string[] = [];
  const electron = {
    contextBridge: { exposeInMainWorld: (name: string) => exposed.push(name) },
    ipcRenderer: { on: () => undefined, invoke: () => undefined },
  };
  const preload = new Function('require', 'process', 'Buffer', 'global', text);
  preload((name: string) => (name === 'electron' ? electron : undefined));
  expect(exposed).toEqual(['keywell']);
});

test('the window’s main process imports nothing that is not packaged with it', () => {
  const { outside } = readBundle('out/main/index.js');
  const packaged = packagedModules(lockfile);
  const missing = [...outside].filter(
    (name) => name !== 'electron' && !nodeModules.includes(name) && !packaged.has(name),
  );
  expect(missing).toEqual([]);
  expect(outside).toContain('electron');
});

test('the web host imports dependencies only, and never electron', () => {
  const { outside } = readBundle('out/main/web.js');
  const missing = [...outside].filter(
    (name) => !nodeModules.includes(name) && !dependencies.includes(name),
  );
  expect(missing).toEqual([]);
});

test('every dependency is imported by one of the hosts, and what only builds Keywell is none', () => {
  const entries = ['out/main/index.js', 'out/main/web.js'].map(readBundle);
  const imported = new Set(entries.flatMap(({ outside }) => [...outside]));
  expect(dependencies.filter((name) => !imported.has(name))).toEqual([]);
});

test('main is made of sources of main and shared, none of them for tests', () => {
  for (const entry of ['out/main/index.js', 'out/main/web.js']) {
    const sources = [...readBundle(entry).chunks.values()].flatMap(sourcesOf);
    expect(sources).toContain('src/main/composition.ts');
    const strangers = sources.filter(
      (path) =>
        !(/^src\/(?:main|shared)\//.test(path) || path === 'package.json') ||
        /\/testing\/|\.test\.|\.child\./.test(path),
    );
    expect(strangers).toEqual([]);
  }
});

test('the simulated providers are in chunks of their own, which only --demo loads', () => {
  const { chunks, atStart } = readBundle('out/main/index.js');
  const demo = (paths: Iterable<string>) =>
    [...paths].flatMap((path) => {
      const chunk = chunks.get(path);
      return chunk === undefined
        ? []
        : sourcesOf(chunk).filter((source) => source.startsWith('src/main/demo/'));
    });
  expect(demo(chunks.keys())).toContain('src/main/demo/simulated-fetch.ts');
  // Which of the simulated configurations are missing is asked where the request for them is answered.
  expect(demo(atStart)).toEqual(['src/main/demo/missing-simulated.ts']);
});

test('electron-updater is loaded only by a build that looks for updates', () => {
  const { chunks, atStart } = readBundle('out/main/index.js');
  const importing = [...chunks].filter(([, { imports }]) => imports.includes('electron-updater'));
  expect(importing).toEqual([]);
  const later = [...chunks].filter(([, chunk]) => chunk.later.includes('electron-updater'));
  expect(later).toHaveLength(1);
  expect(atStart.size).toBeGreaterThan(0);
});

test('nothing in the build is a source map, or names the folder it was built in', () => {
  const here = resolve('.').replaceAll('\\', '/');
  for (const path of filesUnder('out')) {
    expect(path).not.toMatch(/\.map$/);
    if (!/\.(?:[cm]?js|css|html|svg)$/.test(path)) continue;
    const text = readFileSync(`out/${path}`, 'utf8').replaceAll('\\\\', '/');
    expect(text.includes(here), `${path} names ${here}`).toBe(false);
    expect(text.includes('sourceMappingURL='), `${path} has a source map`).toBe(false);
  }
});

test('the page holds nothing of the tests, and no code of main', () => {
  const scripts = filesUnder('out/renderer').filter((path) => path.endsWith('.js'));
  expect(scripts.length).toBeGreaterThan(0);
  for (const path of scripts) {
    const { imports, later } = readChunk(`out/renderer/${path}`);
    const foreign = [...imports, ...later].filter((specifier) => !/^\.{1,2}\//.test(specifier));
    expect(foreign, path).toEqual([]);
  }
});
