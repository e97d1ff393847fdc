import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { RunHistory } from '../../history/run-history.ts';
import { Database } from '../../storage/database.ts';
import { databaseFile } from '../../storage/database-file.ts';
import { RunRecords } from '../run-records.ts';
import { UsageLedger } from '../usage-ledger.ts';

/** Ledger and history over a database in a folder that is gone when the test is over. */
export function openRecords() {
  const folder = mkdtempSync(path.join(tmpdir(), 'keywell-records-'));
  const file = databaseFile(folder);
  const database = new Database({ file, now: () => new Date('2026-11-23T09:00:00.000Z') });
  onTestFinished(() => {
    database.close();
    rmSync(folder, { recursive: true });
  });
  const heard = { keepsHistory: true, recorded: 0, failures: [] as unknown[] };
  const records = new RunRecords({
    database,
    keepsHistory: () => heard.keepsHistory,
    onRecorded: () => {
      heard.recorded += 1;
    },
    onFailure: (error) => heard.failures.push(error),
  });
  const ledger = new UsageLedger(database);
  return { folder, file, database, records, ledger, history: new RunHistory(database), heard };
}
