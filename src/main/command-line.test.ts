import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ownArguments, readOptions } from './command-line.ts';

describe('readOptions', () => {
  it('leaves everything to its default when nothing is said', () => {
    expect(readOptions([], {})).toEqual({
      dataFolder: undefined,
      port: 0,
      openBrowser: true,
      demo: false,
    });
  });

  it('reads every flag, and takes the folder of the flag before that of the environment', () => {
    const args = ['--data-dir', 'here', '--port', '4321', '--no-open', '--demo', '--web'];
    expect(readOptions(args, { KEYWELL_DATA_DIR: '/elsewhere' })).toEqual({
      dataFolder: resolve('here'),
      port: 4321,
      openBrowser: false,
      demo: true,
    });
    expect(readOptions([], { KEYWELL_DATA_DIR: '/elsewhere' }).dataFolder).toBe(
      resolve('/elsewhere'),
    );
  });

  it.each(['70000', '-1', '80a', '', '1e3'])('refuses the port %j in words', (port) => {
    expect(() => readOptions([`--port=${port}`], {})).toThrow(/--port takes a number/);
  });

  it('refuses a flag it does not know', () => {
    expect(() => readOptions(['--frobnicate'], {})).toThrow(/frobnicate/);
  });
});

describe('ownArguments', () => {
  it('leaves out what is meant for Electron and Chromium', () => {
    const args = [
      '--inspect=0',
      'out/main/index.js',
      '--data-dir',
      '/d',
      '--no-sandbox',
      '--port=7',
      '--demo',
    ];
    expect(ownArguments(args)).toEqual(['--data-dir', '/d', '--port=7', '--demo']);
  });
});
