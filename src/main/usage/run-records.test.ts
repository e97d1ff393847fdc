import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { endedRun, origin } from './testing/ended-runs.ts';
import { openRecords } from './testing/records.ts';

const everybody = { range: { from: null, to: null }, memberId: null };
const newest = { text: '', beforeSeq: null, limit: 10 };

test('texts are kept where they are to be, figures always', () => {
  const { records, ledger, history, heard } = openRecords();
  records.record(endedRun(), origin());
  heard.keepsHistory = false;
  records.record(endedRun(), origin());
  expect(ledger.all(everybody)).toHaveLength(2);
  expect(history.list('member-1', newest).conversations).toHaveLength(1);
});

test('where nothing can be written, that is said, and the next run is', () => {
  const { records, ledger, file, heard } = openRecords();
  mkdirSync(file);
  records.record(endedRun(), origin());
  expect(heard).toMatchObject({ recorded: 1, failures: [{ code: 'database-unavailable' }] });
  expect(records.notice).toMatch(/^The last run could not be written down\. History and usage are/);
  rmSync(file, { recursive: true });
  records.record(endedRun(), origin());
  expect(records.notice).toBeNull();
  expect(ledger.all(everybody)).toHaveLength(1);
});

test('a damaged file costs what was in it, never a run, and that is said', () => {
  const { records, ledger, file, database } = openRecords();
  records.record(endedRun(), origin());
  database.close();
  writeFileSync(file, 'not a database '.repeat(1_000));
  records.record(endedRun(), origin());
  expect(records.notice).toMatch(/put aside as "keywell\.damaged-/);
  expect(ledger.all(everybody)).toHaveLength(1);
});
