import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inProject } from '../needs/project.mjs';
import { packagedModules, unpackagedModules } from './packaged-modules.ts';

const dev = true;
const lockfile = {
  packages: {
    '': { dependencies: { a: '1', keytar: '1', hono: '1' }, devDependencies: { tool: '1' } },
    'node_modules/a': { dependencies: { b: '2' }, optionalDependencies: { absent: '1' } },
    'node_modules/a/node_modules/b': { peerDependencies: { c: '1' } },
    'node_modules/b': { dev },
    'node_modules/c': {},
    'node_modules/hono': {},
    'node_modules/keytar': { dependencies: { 'prebuild-install': '1' } },
    'node_modules/prebuild-install': {},
    'node_modules/tool': { dev, dependencies: { b: '1' } },
  },
};

describe('what of node_modules is packaged', () => {
  it('is what the app reaches, each as its user finds it', () => {
    expect([...packagedModules(lockfile)]).toEqual(['a', 'b', 'c', 'keytar']);
  });

  it('is neither the web host’s server nor what only builds keytar', () => {
    expect(unpackagedModules(lockfile)).toEqual(['hono', 'prebuild-install']);
  });

  it('is, of this project, what it imports and none of its tools', () => {
    const real = JSON.parse(readFileSync(inProject('package-lock.json'), 'utf8'));
    const packaged = packagedModules(real);
    expect([...packaged]).toEqual(
      expect.arrayContaining(['keytar', 'undici', 'zod', '@ai-sdk/openai']),
    );
    const { devDependencies } = real.packages[''];
    // ajv is there twice over: electron-store checks its file with it, and tests check schemas.
    expect(Object.keys(devDependencies).filter((name) => packaged.has(name))).toEqual(['ajv']);
  });
});
