import { describe, expect, it } from 'vitest';
import { builderFailure } from './builder-failure.mjs';

const packaging = '  • packaging       platform=linux arch=x64 electron=45.4.1 appOutDir=dist';
const gathering = '  • searching for node modules  pm=npm searchDir=/keywell';
const trace = [
  '    at ClientRequest.<anonymous> (/keywell/node_modules/got/dist/source/core/index.js:970:111)',
  '    at processTicksAndRejections (node:internal/process/task_queues:90:21)',
];
const unreachable =
  '  ⨯ getaddrinfo ENOTFOUND github.com  failedTask=build stackTrace=RequestError: getaddrinfo ENOTFOUND github.com';
const lines = (...parts) => parts.flat().join('\n');

describe('a failure of electron-builder', () => {
  it('to fetch the runtime is one sentence, with what to do', () => {
    expect(builderFailure(lines(packaging, unreachable, trace))).toBe(
      'The Electron runtime could not be downloaded (getaddrinfo ENOTFOUND github.com). Connect this machine to the network, or name a mirror of it in ELECTRON_MIRROR, then try again.',
    );
  });

  it('to fetch a tool for the installer says how to do without', () => {
    const sentence = builderFailure(lines(packaging, gathering, unreachable, trace));
    expect(sentence).toContain('(getaddrinfo ENOTFOUND github.com)');
    expect(sentence).toContain('--dir');
    expect(sentence).not.toContain('node_modules');
  });

  it('of any other kind is told with the end of its output', () => {
    const failure = '  ⨯ Unable to read header size  failedTask=build stackTrace=Error';
    expect(builderFailure(lines(packaging, gathering, failure, trace))).toBe(
      lines(
        'electron-builder failed. The end of its output:',
        lines(packaging, gathering, failure, trace).trim(),
      ),
    );
  });
});
