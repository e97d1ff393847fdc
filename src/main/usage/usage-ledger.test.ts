import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { UsageRange } from '#shared/domain/usage.ts';
import {
  endedRun,
  exampleConfiguration,
  exampleUsage,
  failedRun,
  listedCost,
  origin,
} from './testing/ended-runs.ts';
import { openRecords } from './testing/records.ts';
import type { UsageLedger } from './usage-ledger.ts';

const always: UsageRange = { from: null, to: null };
const everybody = { range: always, memberId: null };
const newest = { beforeSeq: null, limit: 100 };
const other = { ...exampleConfiguration, id: '0d6e7b0e-93c5-4f0b-8e25-5f9f4f3f7c22' };

function report(ledger: UsageLedger, filter: Parameters<UsageLedger['report']>[0] = everybody) {
  return ledger.report(filter, 'UTC');
}

describe('a row', () => {
  test('holds what a run was and cost, and none of its texts', () => {
    const { records, ledger, file, database, heard } = openRecords();
    heard.keepsHistory = false;
    const run = endedRun({
      prompt: 'secret prompt',
      answer: 'secret answer',
      reasoning: 'secret thought',
      systemPrompt: 'secret system',
      cost: listedCost,
    });
    records.record(run, origin());
    expect(ledger.list(everybody, newest)).toEqual({
      entries: [
        {
          seq: 1,
          runId: run.end.runId,
          memberId: 'member-1',
          memberName: 'Ada',
          path: 'generate',
          configuration: exampleConfiguration,
          outcome: 'stop',
          errorCode: null,
          usage: exampleUsage,
          timing: run.end.timing,
          cost: listedCost,
        },
      ],
      more: false,
    });
    database.close();
    const bytes = readdirSync(path.dirname(file)).map((name) =>
      readFileSync(path.join(path.dirname(file), name), 'latin1'),
    );
    expect(bytes.join('')).toContain('keystone-1');
    expect(bytes.join('')).not.toContain('secret');
  });

  test('of a failed run has the kind of failure, no tokens and no price', () => {
    const { records, ledger } = openRecords();
    records.record(failedRun(), origin());
    expect(ledger.list(everybody, newest).entries).toMatchObject([
      { outcome: 'failed', errorCode: 'overloaded', usage: null, cost: { kind: 'unknown' } },
    ]);
  });

  test('is written also where an id was used before', () => {
    const { records, ledger, heard } = openRecords();
    const run = endedRun();
    records.record(run, origin());
    records.record(run, origin());
    expect(ledger.list(everybody, newest).entries).toHaveLength(2);
    expect(heard).toMatchObject({ recorded: 2, failures: [] });
  });
});

test('pages go from the newest to the oldest without gap or repeat', () => {
  const { records, ledger } = openRecords();
  for (let index = 0; index < 25; index += 1) records.record(endedRun(), origin());
  const seen: number[] = [];
  for (let more = true; more; ) {
    const page = ledger.list(everybody, { beforeSeq: seen.at(-1) ?? null, limit: 10 });
    seen.push(...page.entries.map(({ seq }) => seq));
    more = page.more;
  }
  expect(seen).toEqual(Array.from({ length: 25 }, (_, index) => 25 - index));
});

describe('totals', () => {
  test('add up what is known, and say how much is not', () => {
    const { records, ledger } = openRecords();
    records.record(endedRun({ cost: listedCost }), origin());
    records.record(endedRun({ cost: { ...listedCost, usd: 0.5 } }), origin());
    records.record(endedRun({ usage: { ...exampleUsage, source: 'estimated' } }), origin());
    records.record(endedRun({ cost: { kind: 'local' } }), origin());
    records.record(failedRun(), origin());
    expect(report(ledger).total).toEqual({
      runs: 5,
      failed: 1,
      inputTokens: 400,
      cachedInputTokens: 160,
      outputTokens: 80,
      reasoningTokens: 20,
      estimated: 1,
      costUsd: 0.525,
      unpriced: 1,
      timeToFirstTokenMs: 200,
      tokensPerSecond: 25,
    });
  });

  test('of nothing are nothing, and a cost that nobody knows is no zero', () => {
    const { records, ledger } = openRecords();
    expect(report(ledger)).toMatchObject({
      total: { runs: 0, failed: 0, inputTokens: null, costUsd: null, unpriced: 0 },
      byConfiguration: [],
      byModel: [],
      byDay: [],
    });
    records.record(endedRun(), origin());
    expect(report(ledger).total).toMatchObject({ runs: 1, costUsd: null, unpriced: 1 });
  });

  test('by configuration go by id, under the name and model of the last run', () => {
    const { records, ledger } = openRecords();
    records.record(endedRun(), origin());
    records.record(endedRun({ configuration: other }), origin());
    const renamed = { ...exampleConfiguration, name: 'Renamed', model: 'keystone-2' };
    records.record(endedRun({ configuration: renamed }), origin());
    expect(report(ledger).byConfiguration).toMatchObject([
      { configuration: renamed, totals: { runs: 2 } },
      { configuration: other, totals: { runs: 1 } },
    ]);
  });

  test('by model keep what is simulated apart', () => {
    const { records, ledger } = openRecords();
    const simulated = { ...other, simulated: true };
    for (const configuration of [exampleConfiguration, other, simulated]) {
      records.record(endedRun({ configuration }), origin());
    }
    expect(report(ledger).byModel).toMatchObject([
      { provider: 'custom', model: 'keystone-1', simulated: false, totals: { runs: 2 } },
      { provider: 'custom', model: 'keystone-1', simulated: true, totals: { runs: 1 } },
    ]);
  });

  test('by day go by the calendar of the person', () => {
    const { records, ledger } = openRecords();
    for (const startedAt of ['2026-11-22T22:59:00.000Z', '2026-11-22T23:01:00.000Z']) {
      records.record(endedRun({ startedAt }), origin());
    }
    const daysIn = (zone: string) => ledger.report(everybody, zone).byDay.map(({ day }) => day);
    expect(daysIn('UTC')).toEqual(['2026-11-22']);
    expect(daysIn('Europe/Vienna')).toEqual(['2026-11-22', '2026-11-23']);
    expect(daysIn('Asia/Kathmandu')).toEqual(['2026-11-23']);
    expect(daysIn('America/Los_Angeles')).toEqual(['2026-11-22']);
    expect(() => daysIn('Mars/Olympus')).toThrow(/no such time zone/);
  });

  test('by day follow a change of clocks', () => {
    const { records, ledger } = openRecords();
    // In Vienna clocks went back at 01:00 UTC: the day had 25 hours, from 22:00 UTC to 23:00 UTC.
    for (const startedAt of ['2026-10-24T22:00:00.000Z', '2026-10-25T22:59:59.000Z']) {
      records.record(endedRun({ startedAt }), origin());
    }
    expect(ledger.report(everybody, 'Europe/Vienna').byDay).toMatchObject([
      { day: '2026-10-25', totals: { runs: 2 } },
    ]);
  });
});

test('a range begins with its first moment and ends before its last', () => {
  const { records, ledger } = openRecords();
  const times = [
    '2026-11-01T00:00:00.000Z',
    '2026-11-02T00:00:00.000Z',
    '2026-11-03T00:00:00.000Z',
  ];
  for (const startedAt of times) records.record(endedRun({ startedAt }), origin());
  const range = { from: times[0] ?? null, to: times[2] ?? null };
  const filter = { range, memberId: null };
  expect(ledger.all(filter).map(({ timing }) => timing.startedAt)).toEqual(times.slice(0, 2));
  expect(ledger.list(filter, newest).entries).toHaveLength(2);
  expect(report(ledger, filter).total.runs).toBe(2);
});

test('of one member only that member’s runs are told', () => {
  const { records, ledger } = openRecords();
  records.record(endedRun(), origin());
  records.record(endedRun(), origin({ memberId: 'member-2', memberName: 'Grace' }));
  const own = { range: always, memberId: 'member-2' };
  expect(ledger.all(own).map(({ memberName }) => memberName)).toEqual(['Grace']);
  expect(ledger.list(own, newest).entries).toHaveLength(1);
  expect(report(ledger, own)).toMatchObject({
    total: { runs: 1 },
    byConfiguration: [{ totals: { runs: 1 } }],
    byDay: [{ totals: { runs: 1 } }],
  });
});
