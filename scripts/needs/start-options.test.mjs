import { describe, expect, it } from 'vitest';
import { readStartOptions } from './start-options.mjs';

const read = (...args) => readStartOptions(args, '/home/ada');

describe('the flags of npm start', () => {
  it('are all optional', () => {
    expect(read()).toEqual({ web: false, forHost: [] });
  });

  it('go to the host, but for --web, which chooses it', () => {
    expect(read('--web', '--port', '8080', '--no-open', '--demo')).toEqual({
      web: true,
      forHost: ['--port', '8080', '--no-open', '--demo'],
    });
  });

  it('name a data folder relative to where npm was called', () => {
    expect(read('--data-dir', 'work')).toMatchObject({ forHost: ['--data-dir', '/home/ada/work'] });
    expect(read('--data-dir=/srv/keywell')).toMatchObject({
      forHost: ['--data-dir', '/srv/keywell'],
    });
  });

  it.each([
    [['--prot', '80'], "Unknown option '--prot'."],
    [['--port', 'http'], '--port takes a number from 0 to 65535, not "http".'],
    [['--port', '65536'], '--port takes a number from 0 to 65535, not "65536".'],
    [['--port'], "Option '--port <value>' argument missing."],
    [['--web=yes'], "Option '--web' does not take an argument."],
    [['--data-dir='], '--data-dir takes a folder.'],
    [['somewhere'], "Unexpected argument 'somewhere'."],
  ])('%j is a mistake, said in a sentence', (args, mistake) => {
    expect(read(...args)).toEqual({ mistake });
  });
});
