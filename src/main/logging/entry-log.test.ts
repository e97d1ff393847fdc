import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createEntryLog } from './entry-log.ts';

it('keeps what happens in the data folder, and prints what went wrong', () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'keywell-log-'));
  onTestFinished(() => rmSync(dataFolder, { recursive: true, force: true }));
  let printed = '';
  const { log, logFiles } = createEntryLog(dataFolder, (text) => {
    printed += text;
  });
  log.info('It started.');
  log.error('It failed.');
  const kept = readFileSync(join(logFiles.folder, 'keywell.log'), 'utf8');
  expect(kept.split('\n').map((line) => line && JSON.parse(line).message)).toEqual([
    'It started.',
    'It failed.',
    '',
  ]);
  expect(printed.trimEnd().split('\n')).toHaveLength(1);
  expect(printed).toContain('It failed.');
});
