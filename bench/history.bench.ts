/**
 * What ledger and history cost at 100 and 10,000 runs of some 2,000 characters: writing one down, listing, searching,
 * opening, adding up. Times are medians in milliseconds; ratios are against writing the same texts as one row into a
 * bare SQLite table, taken in turns with what they are compared to. Run it with `node bench/history.bench.ts`.
 */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { RunHistory } from '../src/main/history/run-history.ts';
import { Database } from '../src/main/storage/database.ts';
import { databaseFile } from '../src/main/storage/database-file.ts';
import { RunRecords } from '../src/main/usage/run-records.ts';
import { endedRun, origin } from '../src/main/usage/testing/ended-runs.ts';
import { UsageLedger } from '../src/main/usage/usage-ledger.ts';

const rounds = 31;
const member = 'member-1';
const day = 86_400_000;
const everybody = { range: { from: null, to: null }, memberId: null };

/** A text of words that occur as unevenly as those of a language do. */
function textOf(length: number, seed: number): string {
  let state = seed * 2_654_435_761;
  const words: string[] = [];
  for (let written = 0; written < length; ) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const word = `w${Math.floor((state / 2 ** 32) ** 3 * 20_000).toString(36)}`;
    words.push(word);
    written += word.length + 1;
  }
  return words.join(' ');
}

function runOf(number: number) {
  return endedRun({
    runId: randomUUID(),
    prompt: `${textOf(200, number)} number${number}`,
    answer: textOf(1_800, number + 0.5),
    startedAt: new Date(Date.parse('2026-11-23T09:00:00Z') - (number % 365) * day).toISOString(),
  });
}

function time(action: () => unknown): number {
  const start = performance.now();
  action();
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function bareTable(folder: string): (text: string) => void {
  const db = new DatabaseSync(path.join(folder, 'bare.db'));
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; CREATE TABLE texts (text TEXT)');
  const insert = db.prepare('INSERT INTO texts VALUES (?)');
  return (text) => insert.run(text);
}

function measure(count: number, folder: string): Record<string, string | number> {
  const database = new Database({ file: databaseFile(folder), now: () => new Date() });
  const records = new RunRecords({
    database,
    keepsHistory: () => true,
    onRecorded: () => undefined,
    onFailure: (error) => {
      throw error;
    },
  });
  const history = new RunHistory(database);
  const ledger = new UsageLedger(database);
  for (let number = 0; number < count; number += 1) records.record(runOf(number), origin());
  const writeBare = bareTable(folder);
  const search = (text: string) => history.list(member, { text, beforeSeq: null, limit: 50 });
  const actions: Record<string, (round: number) => unknown> = {
    bare: (round) => writeBare(`${textOf(2_000, -round)}`),
    record: (round) => records.record(runOf(count + round), origin()),
    list: () => search(''),
    'find one': () => search('number42'),
    'find often': () => search('w1'),
    'find none': () => search('w1 nowhere'),
    open: () => history.open(member, Math.ceil(count / 2)),
    report: () => ledger.report(everybody, 'Europe/Vienna'),
    export: () => ledger.all(everybody),
  };
  const times: Record<string, number[]> = {};
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, action] of Object.entries(actions)) {
      times[name] = [...(times[name] ?? []), time(() => action(round))];
    }
  }
  database.close();
  const bare = median(times.bare ?? []);
  const shown = Object.entries(times).map(([name, all]) => [
    name,
    `${median(all).toFixed(2)} ms (${(median(all) / bare).toFixed(1)} x)`,
  ]);
  return {
    MB: Math.round(statSync(databaseFile(folder)).size / 100_000) / 10,
    ...Object.fromEntries(shown),
  };
}

const table: Record<string, Record<string, string | number>> = {};
for (const count of [100, 10_000]) {
  const folder = mkdtempSync(path.join(tmpdir(), 'keywell-bench-'));
  try {
    const measured = measure(count, folder);
    for (const [name, value] of Object.entries(measured)) {
      table[name] = { ...table[name], [`${count.toLocaleString('en')} runs`]: value };
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}
console.table(table);
