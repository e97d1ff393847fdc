// First: stores listen to main from the moment they are imported.
import '../../../testing/fake-bridge.ts';

import { act, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { UsageEntry, UsageReport } from '#shared/domain/usage.ts';
import { AppError } from '#shared/errors.ts';
import { useApp } from '../../../stores/app.ts';
import { exampleActor, exampleInfo } from '../../../testing/examples.ts';
import { askedOf, mainAnnounces, mainAnswers } from '../../../testing/fake-bridge.ts';
import { draw } from '../../../testing/render.tsx';
import { exampleEntry, exampleTotals } from '../../../testing/run-examples.ts';
import { UsagePanel } from './usage-panel.tsx';

const { configuration } = exampleEntry(1);
const day = (date: Date) =>
  [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');

let report: UsageReport;
let entries: UsageEntry[];

async function open(answers: Parameters<typeof mainAnswers>[0] = {}) {
  mainAnswers({
    'usage.totals': () => report,
    'usage.list': ({ beforeSeq, limit }) => {
      const older = entries.filter(({ seq }) => beforeSeq === null || seq < beforeSeq);
      return { entries: older.slice(0, limit), more: older.length > limit };
    },
    ...answers,
  });
  draw(<UsagePanel />);
  await settled();
}

const settled = () => act(async () => undefined);

/** The texts of a table's rows, cell by cell, without its head. */
function rows(name: string): readonly (readonly string[])[] {
  const [, ...others] = within(screen.getByRole('table', { name })).getAllByRole('row');
  return others.map((row) =>
    [...row.querySelectorAll('th, td')].map((cell) => cell.textContent ?? ''),
  );
}

function choose(option: string) {
  fireEvent.click(screen.getByRole('radio', { name: option }));
}

beforeEach(() => {
  useApp.setState({ info: exampleInfo });
  const totals = exampleTotals();
  entries = [exampleEntry(1)];
  report = {
    scope: 'everybody',
    total: totals,
    byConfiguration: [{ configuration, totals }],
    byModel: [{ provider: 'custom', model: 'keystone-1', simulated: false, totals }],
    byDay: [{ day: day(new Date()), totals }],
    notice: null,
  };
});
afterEach(() => void vi.restoreAllMocks());

describe('totals', () => {
  test('stand by configuration, by model and by day, with all of them below', async () => {
    const more = exampleTotals({
      runs: 1_200,
      failed: 3,
      inputTokens: 50_000,
      cachedInputTokens: 20_000,
      reasoningTokens: 900,
      costUsd: 1.5,
      timeToFirstTokenMs: 1_234.6,
    });
    report = {
      ...report,
      total: more,
      byModel: [
        { provider: 'custom', model: 'keystone-1', simulated: false, totals: more },
        { provider: 'ollama', model: 'small:3b', simulated: true, totals: exampleTotals() },
      ],
      byDay: [
        { day: '2026-11-21', totals: exampleTotals() },
        { day: '2026-11-22', totals: more },
      ],
    };
    await open();
    expect(rows('Usage by configuration')).toEqual([
      ['House model', '1', '17', '23', '182 ms', '52.3', '–'],
      [
        'Total',
        '1,2003 failed',
        '50,00020,000 cached',
        '23900 reasoning',
        '1,235 ms',
        '52.3',
        '$1.50',
      ],
    ]);
    choose('By model');
    expect(rows('Usage by model').map(([name]) => name)).toEqual([
      'keystone-1OpenAI-compatible',
      'small:3bOllamaSimulated',
      'Total',
    ]);
    choose('By day');
    expect(rows('Usage by day').map(([name]) => name)).toEqual([
      'Nov 22, 2026',
      'Nov 21, 2026',
      'Total',
    ]);
  });

  test('say what is estimated and what is missing, and never a false zero', async () => {
    report = {
      ...report,
      total: exampleTotals({ costUsd: 0.25, unpriced: 2, estimated: 1 }),
      byConfiguration: [{ configuration, totals: exampleTotals({ unpriced: 1 }) }],
    };
    await open();
    expect(rows('Usage by configuration').map((cells) => cells.at(-1))).toEqual([
      'Price unknown',
      '$0.25and 2 runs of unknown price',
    ]);
    expect(rows('Usage by configuration').at(-1)?.[2]).toBe('≈ 17');
  });
});

describe('the chart', () => {
  test('says in words what it shows, and names each day', async () => {
    const today = new Date();
    const before = new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1);
    report = {
      ...report,
      byDay: [
        { day: day(before), totals: exampleTotals({ inputTokens: 900, costUsd: 0.5 }) },
        { day: day(today), totals: exampleTotals() },
      ],
    };
    await open();
    const chart = () => screen.getByRole('img');
    expect(chart().getAttribute('aria-label')).toMatch(
      /: 963 tokens in all, the most on .* with 923 tokens\. The table by day has every day\.$/,
    );
    expect(chart().querySelectorAll('g')).toHaveLength(30);
    expect(chart().querySelectorAll('title')[28]?.textContent).toMatch(/: 923 tokens$/);
    choose('Cost');
    expect(chart().getAttribute('aria-label')).toMatch(/\$0\.50 in all/);
    choose('Runs');
    expect(chart().getAttribute('aria-label')).toMatch(/2 runs in all/);
  });
});

describe('the time', () => {
  const asked = () => askedOf('usage.totals').map(({ range }) => range);

  test('is the last 30 days at first, with the days of the person', async () => {
    await open();
    const now = new Date();
    const from = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 29).toISOString();
    expect(asked()).toEqual([{ from, to: null }]);
    expect(askedOf('usage.list')).toMatchObject([{ range: { from, to: null } }]);
    expect(askedOf('usage.totals')[0]?.timeZone).toBe(
      new Intl.DateTimeFormat().resolvedOptions().timeZone,
    );
  });

  test('can be another, down to the day', async () => {
    await open();
    fireEvent.click(screen.getByRole('combobox', { name: 'Time' }));
    fireEvent.click(screen.getByRole('option', { name: 'Between dates' }));
    fireEvent.change(screen.getByLabelText('From day'), { target: { value: '2026-11-02' } });
    fireEvent.change(screen.getByLabelText('To day'), { target: { value: '2026-11-03' } });
    await settled();
    expect(asked().at(-1)).toEqual({
      from: new Date(2026, 10, 2).toISOString(),
      to: new Date(2026, 10, 4).toISOString(),
    });
  });
});

test('runs stand one by one, older ones on request, new ones by themselves', async () => {
  entries = Array.from({ length: 60 }, (_, at) => exampleEntry(60 - at));
  entries[0] = exampleEntry(60, {
    outcome: 'failed',
    usage: null,
    configuration: { ...configuration, simulated: true },
    cost: { kind: 'simulated' },
  });
  await open();
  expect(rows('Runs')).toHaveLength(50);
  expect(rows('Runs')[0]?.slice(1)).toEqual([
    'House model Simulated',
    'keystone-1',
    'Ada',
    'Failed',
    '–',
    '–',
    '2.4 s',
    'Simulated',
  ]);
  fireEvent.click(screen.getByRole('button', { name: 'Show older runs' }));
  await settled();
  expect(rows('Runs')).toHaveLength(60);
  entries = [exampleEntry(61), ...entries];
  act(() => mainAnnounces('usage.changed', null));
  await settled();
  expect(rows('Runs')).toHaveLength(60);
  expect(rows('Runs')[0]?.[4]).toBe('Complete');
});

test('a long list of runs is drawn only where it is in sight, and says how long it is', async () => {
  // Nothing has a height where nothing is laid out.
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(36);
  entries = Array.from({ length: 260 }, (_, at) => exampleEntry(260 - at));
  await open();
  for (let pages = 1; pages < 6; pages += 1) {
    fireEvent.click(screen.getByRole('button', { name: 'Show older runs' }));
    await settled();
  }
  expect(screen.queryByRole('button', { name: 'Show older runs' })).toBeNull();
  expect(screen.getByRole('table', { name: 'Runs' }).getAttribute('aria-rowcount')).toBe('261');
  expect(rows('Runs').length).toBeGreaterThan(0);
  expect(rows('Runs').length).toBeLessThan(100);
});

test('a file with every run of the time can be had', async () => {
  const saved: string[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    saved.push(this.download);
  });
  await open({ 'usage.export': () => ({ fileName: 'keywell-usage.csv', text: 'time\r\n' }) });
  fireEvent.click(screen.getByRole('button', { name: 'Download CSV' }));
  await settled();
  expect(saved).toEqual(['keywell-usage.csv']);
  expect(askedOf('usage.export')).toEqual([{ range: askedOf('usage.totals')[0]?.range }]);
});

describe('who sees what', () => {
  test('one’s own runs are said to be that, without a column of members', async () => {
    useApp.setState({ info: { ...exampleInfo, actor: exampleActor('member') } });
    report = { ...report, scope: 'own' };
    await open();
    expect(screen.getByText(/These are your own runs/)).toBeTruthy();
    expect(screen.queryByRole('columnheader', { name: 'Member' })).toBeNull();
  });

  test('while nobody acts nothing is asked, and it is said what is missing', async () => {
    const actor = { ...exampleInfo.actor, roles: [], permissions: ['configs:read' as const] };
    useApp.setState({ info: { ...exampleInfo, actor } });
    await open();
    expect(screen.getByText('Usage needs the permission audit:read')).toBeTruthy();
    expect(askedOf('usage.totals')).toEqual([]);
  });
});

test('with nothing run says where to begin', async () => {
  report = { ...report, total: exampleTotals({ runs: 0 }), byDay: [] };
  await open();
  expect(screen.getByText('Nothing was run then')).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Generate' }).getAttribute('href')).toBe('/generate');
  expect(screen.queryByRole('table')).toBeNull();
});

test('says what happened to the file, and why it cannot be read', async () => {
  report = { ...report, notice: 'It was put aside.' };
  await open();
  expect(screen.getByText('It was put aside.')).toBeTruthy();
  mainAnswers({
    'usage.totals': () => {
      throw new AppError('database-unavailable', 'History and usage are not available.');
    },
    'usage.list': () => ({ entries: [], more: false }),
  });
  act(() => mainAnnounces('usage.changed', null));
  await settled();
  expect(screen.getByRole('alert').textContent).toBe('History and usage are not available.');
});
