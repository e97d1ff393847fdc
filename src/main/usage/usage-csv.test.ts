import { expect, test } from 'vitest';
import {
  endedRun,
  exampleConfiguration,
  failedRun,
  listedCost,
  origin,
} from './testing/ended-runs.ts';
import { openRecords } from './testing/records.ts';
import { usageCsv } from './usage-csv.ts';

function csvOf(...runs: ReturnType<typeof endedRun | typeof failedRun>[]) {
  const { records, ledger } = openRecords();
  for (const run of runs) records.record(run, origin());
  const text = usageCsv(ledger.all({ range: { from: null, to: null }, memberId: null }));
  const [header = [], ...lines] = text
    .split('\r\n')
    .filter((line) => line !== '')
    .map((line) => line.split(','));
  return lines.map((line) => Object.fromEntries(header.map((name, at) => [name, line[at]])));
}

test('a run is one line, with what its cost was computed from', () => {
  const run = endedRun({ cost: listedCost });
  expect(csvOf(run)).toEqual([
    {
      time: '2026-11-23T09:00:00.000Z',
      member: 'Ada',
      'member id': 'member-1',
      path: 'generate',
      configuration: 'Keystone',
      'configuration id': exampleConfiguration.id,
      provider: 'custom',
      model: 'keystone-1',
      simulated: 'no',
      outcome: 'stop',
      error: '',
      'input tokens': '100',
      'cached input tokens': '40',
      'cache write tokens': '',
      'output tokens': '20',
      'reasoning tokens': '5',
      'total tokens': '120',
      'tokens counted by': 'provider',
      'time to first token (ms)': '200',
      'total time (ms)': '1000',
      'load time (ms)': '',
      'tokens per second': '25',
      cost: 'known',
      'cost (USD)': '0.025',
      'price from': 'a list 1.0 of 2026-09-23',
      'price listed as': 'maker/keystone-1',
      'USD per million input tokens': '1',
      'USD per million cached input tokens': '0.1',
      'USD per million cache write tokens': '',
      'USD per million output tokens': '10',
      'USD per million reasoning tokens': '',
      'USD per request': '',
      'run id': run.end.runId,
    },
  ]);
});

test('what is not known is left out, and the last column stays the last', () => {
  const failed = failedRun();
  const reported = endedRun({ cost: { kind: 'known', usd: 0, price: { source: 'provider' } } });
  expect(csvOf(failed, reported)).toMatchObject([
    { error: 'overloaded', cost: 'unknown', 'cost (USD)': '', 'run id': failed.end.runId },
    { cost: 'known', 'cost (USD)': '0', 'price from': 'provider', 'run id': reported.end.runId },
  ]);
});

test('a name that would run as a formula does not', () => {
  const configuration = { ...exampleConfiguration, name: '=1+2' };
  expect(csvOf(endedRun({ configuration }))).toMatchObject([{ configuration: "'=1+2" }]);
});
