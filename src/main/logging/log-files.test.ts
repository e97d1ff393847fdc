import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createLog } from './log.ts';
import { LogFiles } from './log-files.ts';

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'keywell-logs-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'logs');
}

const numbered = (count: number) => Array.from({ length: count }, (_, index) => `line ${index}`);

describe('the log on the disk', () => {
  it('goes on in the file of the last start', () => {
    const folder = temporaryFolder();
    new LogFiles({ folder }).write('before');
    new LogFiles({ folder }).write('after');
    expect(readFileSync(join(folder, 'keywell.log'), 'utf8')).toBe('before\nafter\n');
  });

  it('keeps so many files of at most such a size, the newest lines in them', () => {
    const folder = temporaryFolder();
    const files = new LogFiles({ folder, maxBytes: 100, files: 3 });
    for (const line of numbered(200)) files.write(line);
    expect(readdirSync(folder).sort()).toEqual(['keywell.1.log', 'keywell.2.log', 'keywell.log']);
    for (const name of readdirSync(folder)) {
      expect(statSync(join(folder, name)).size).toBeLessThanOrEqual(100);
    }
    expect(files.tail(3)).toEqual(['line 197', 'line 198', 'line 199']);
    expect(files.tail(1_000).at(-1)).toBe('line 199');
  });

  it('knows its size from the start before', () => {
    const folder = temporaryFolder();
    new LogFiles({ folder, maxBytes: 20 }).write('0123456789');
    new LogFiles({ folder, maxBytes: 20 }).write('9876543210');
    expect(readFileSync(join(folder, 'keywell.1.log'), 'utf8')).toBe('0123456789\n');
  });

  it('tells of the end of one file and the beginning of the next as one', () => {
    const files = new LogFiles({ folder: temporaryFolder(), maxBytes: 30 });
    for (const line of numbered(5)) files.write(line);
    expect(files.tail(5)).toEqual(numbered(5));
  });

  it.skipIf(process.platform === 'win32')('is for its owner alone', () => {
    const folder = temporaryFolder();
    new LogFiles({ folder }).write('line');
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, 'keywell.log')).mode & 0o777).toBe(0o600);
  });

  it('that cannot be written stops nobody', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'keywell.log'), { recursive: true });
    const files = new LogFiles({ folder });
    const log = createLog({ write: (line) => files.write(line) });
    expect(() => log.error('Lost.')).not.toThrow();
    expect(files.tail(10)).toEqual([]);
  });
});
