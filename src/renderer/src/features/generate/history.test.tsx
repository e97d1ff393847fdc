// First: stores listen to main from the moment they are imported.
import '../../testing/fake-bridge.ts';

import { act, fireEvent, screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { ConversationSummary } from '#shared/domain/history.ts';
import { defaultSettings } from '#shared/domain/settings.ts';
import { AppError } from '#shared/errors.ts';
import { useApp } from '../../stores/app.ts';
import { useConfigurations } from '../../stores/configurations.ts';
import { useDraft } from '../../stores/draft.ts';
import { useRuns } from '../../stores/runs.ts';
import { exampleActor, exampleConfiguration, exampleInfo } from '../../testing/examples.ts';
import { askedOf, mainAnnounces, mainAnswers } from '../../testing/fake-bridge.ts';
import { draw } from '../../testing/render.tsx';
import { exampleKeptRun } from '../../testing/run-examples.ts';
import { GeneratePage } from './generate-page.tsx';

const [first, second] = [
  '00000000-0000-4000-8000-00000000000a',
  '00000000-0000-4000-8000-00000000000b',
];
const house = exampleConfiguration({ name: 'House model', provider: 'custom' });
const { configuration } = exampleKeptRun({ runId: first });

function summary(id: number, given: Partial<ConversationSummary> = {}): ConversationSummary {
  return {
    id,
    title: `Prompt ${id}`,
    runs: 1,
    runId: first,
    seq: id,
    startedAt: '2026-11-01T08:00:00.000Z',
    configuration,
    outcome: 'stop',
    ...given,
  };
}

type Answers = Parameters<typeof mainAnswers>[0];

/** What main has in the history. */
let kept: ConversationSummary[];

async function open(given: Answers = {}) {
  mainAnswers({
    'history.list': ({ text, beforeSeq, limit }) => {
      const matching = kept
        .filter(({ title }) => title.includes(text))
        .filter(({ seq }) => beforeSeq === null || seq < beforeSeq);
      const conversations = matching.slice(0, limit);
      return { conversations, more: matching.length > limit, notice: null };
    },
    ...given,
  });
  draw(<GeneratePage />);
  await settled();
}

const settled = () => act(() => vi.advanceTimersByTimeAsync(500));
const titles = () =>
  within(screen.getByRole('list', { name: 'History' }))
    .queryAllByRole('listitem')
    .map((item) => within(item).getAllByRole('button')[0]?.textContent ?? '');

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-01T09:00:00.000Z') });
  kept = [summary(2), summary(1)];
  useApp.setState({ info: exampleInfo, settings: defaultSettings });
  useConfigurations.setState({
    loaded: true,
    configurations: [house],
    effectiveDefault: { id: house.id, reason: 'marked' },
  });
  useDraft.setState(useDraft.getInitialState());
  useRuns.setState({ runs: {}, shownId: null });
  return () => vi.useRealTimers();
});

test('lists what was run, with what it was run on and how it ended', async () => {
  kept = [
    summary(3, { runs: 4 }),
    summary(2, { outcome: 'failed', configuration: { ...configuration, simulated: true } }),
    summary(1, { outcome: 'cancelled' }),
  ];
  await open();
  expect(titles()).toEqual([
    expect.stringMatching(/^Prompt 3.*House model.*4 runs/),
    expect.stringMatching(/^Prompt 2.*House model.*Simulated.*Failed/),
    expect.stringMatching(/^Prompt 1.*House model.*Stopped/),
  ]);
});

test('with nothing kept says what will stand here', async () => {
  kept = [];
  await open();
  expect(screen.getByText(/Nothing is kept yet/)).toBeTruthy();
  expect(screen.queryByRole('searchbox', { name: 'Search history' })).toBeNull();
  expect(screen.queryByRole('button', { name: 'Delete all' })).toBeNull();
});

describe('the search', () => {
  const search = (text: string) =>
    fireEvent.change(screen.getByRole('searchbox', { name: 'Search history' }), {
      target: { value: text },
    });

  test('asks once the person stops typing, and says when nothing is found', async () => {
    await open();
    for (const text of ['P', 'Pr', 'Prompt 2']) search(text);
    await settled();
    expect(askedOf('history.list').map(({ text }) => text)).toEqual(['', 'Prompt 2']);
    expect(titles()).toEqual([expect.stringContaining('Prompt 2')]);
    search('nowhere');
    await settled();
    expect(titles()).toEqual([]);
    expect(screen.getByText('No run holds all of these words.')).toBeTruthy();
    search('');
    await settled();
    expect(titles()).toHaveLength(2);
  });

  test('drops an answer that was overtaken', async () => {
    const late = Promise.withResolvers<void>();
    await open({
      'history.list': async ({ text }) => {
        if (text === 'slow') await late.promise;
        return { conversations: [summary(1, { title: `for ${text}` })], more: false, notice: null };
      },
    });
    search('slow');
    await settled();
    search('quick');
    await settled();
    late.resolve();
    await settled();
    expect(titles()).toEqual([expect.stringContaining('for quick')]);
  });
});

test('shows older ones on request, and new ones by itself', async () => {
  kept = Array.from({ length: 45 }, (_, at) => summary(45 - at));
  await open();
  expect(titles()).toHaveLength(30);
  fireEvent.click(screen.getByRole('button', { name: 'Show older' }));
  await settled();
  expect(titles()).toHaveLength(45);
  expect(screen.queryByRole('button', { name: 'Show older' })).toBeNull();
  kept = [summary(46), ...kept];
  act(() => mainAnnounces('history.changed', null));
  await settled();
  expect(titles()).toHaveLength(45);
  expect(titles()[0]).toContain('Prompt 46');
});

describe('a conversation that is opened', () => {
  const answer = () => screen.getByRole('region', { name: 'Answer' }).textContent;

  test('stands there as it was, with its figures, and can be gone on with', async () => {
    const runs = [
      exampleKeptRun({ runId: first, prompt: 'one', answer: 'answer one' }),
      exampleKeptRun({ runId: second, follows: first, prompt: 'two', answer: 'answer **two**' }),
    ];
    kept = [summary(1, { runId: second, runs: 2 })];
    await open({
      'history.open': ({ id }) => ({ id, earlier: [], runs }),
      'generation.start': ({ runId }) => ({ runId, configuration }),
    });
    fireEvent.click(screen.getByRole('button', { name: /^Prompt 1/ }));
    await settled();
    expect(answer()).toBe('answer two');
    expect(screen.getByRole('article', { name: 'Turn 1' }).textContent).toContain('answer one');
    expect(screen.getByRole('region', { name: 'Run details' }).textContent).toContain('182 ms');
    const item = screen.getByRole('button', { name: /^Prompt 1/ });
    expect(item.getAttribute('aria-current')).toBe('true');

    const field = screen.getByRole('textbox', { name: 'Follow-up' });
    fireEvent.change(field, { target: { value: 'three' } });
    fireEvent.click(screen.getByRole('button', { name: 'Send' }));
    await settled();
    expect(askedOf('generation.start')).toMatchObject([
      {
        configurationId: house.id,
        // It had none then, so it has none now.
        systemPrompt: '',
        follows: second,
        messages: [
          { content: 'one' },
          { content: 'answer one' },
          { content: 'two' },
          { content: 'answer **two**' },
          { content: 'three' },
        ],
      },
    ]);
  });

  test('says why a run had failed', async () => {
    const failed = exampleKeptRun({
      runId: first,
      answer: 'Half',
      end: {
        type: 'failed',
        error: { code: 'overloaded', message: 'The provider is overloaded.' },
        timing: {
          startedAt: '2026-11-01T08:00:00.000Z',
          timeToFirstTokenMs: null,
          totalMs: 300,
          loadMs: null,
          tokensPerSecond: null,
        },
      },
    });
    await open({ 'history.open': ({ id }) => ({ id, earlier: [], runs: [failed] }) });
    fireEvent.click(screen.getByRole('button', { name: /^Prompt 1/ }));
    await settled();
    expect(answer()).toBe('Half');
    expect(screen.getByRole('alert').textContent).toBe('The provider is overloaded.');
  });

  test('shows and sends along what is not kept of it', async () => {
    const earlier = [
      { role: 'user' as const, content: 'before' },
      { role: 'assistant' as const, content: 'answer before' },
    ];
    const runs = [exampleKeptRun({ runId: first, prompt: 'one', answer: 'answer one' })];
    await open({
      'history.open': ({ id }) => ({ id, earlier, runs }),
      'generation.start': ({ runId }) => ({ runId, configuration }),
    });
    fireEvent.click(screen.getByRole('button', { name: /^Prompt 1/ }));
    await settled();
    expect(screen.getByText(/which is not in the history/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Run prompt 1 again' }));
    await settled();
    expect(askedOf('generation.start')[0]?.messages).toEqual([
      ...earlier,
      { role: 'user', content: 'one' },
    ]);
  });

  test('that is gone meanwhile leaves all as it is', async () => {
    await open({
      'history.open': () => {
        throw new AppError('not-found', 'This conversation is not in the history any more.');
      },
    });
    fireEvent.click(screen.getByRole('button', { name: /^Prompt 1/ }));
    await settled();
    expect(answer()).toContain('No run yet');
  });
});

describe('deleting', () => {
  test('names what is lost, and does nothing before that is confirmed', async () => {
    kept = [summary(2, { runs: 3 }), summary(1)];
    await open({
      'history.delete': ({ id }) => {
        kept = kept.filter((one) => one.id !== id);
        return null;
      },
    });
    fireEvent.click(screen.getByRole('button', { name: 'Delete Prompt 2' }));
    await settled();
    const dialog = screen.getByRole('dialog', { name: 'Delete this conversation of 3 runs?' });
    expect(dialog.textContent).toContain('“Prompt 2”');
    expect(askedOf('history.delete')).toEqual([]);
    fireEvent.click(within(dialog).getByRole('button', { name: 'Delete' }));
    await settled();
    act(() => mainAnnounces('history.changed', null));
    await settled();
    expect(askedOf('history.delete')).toEqual([{ id: 2 }]);
    expect(titles()).toEqual([expect.stringContaining('Prompt 1')]);
  });

  test('can be of everything', async () => {
    await open({ 'history.deleteAll': () => null });
    fireEvent.click(screen.getByRole('button', { name: 'Delete all' }));
    await settled();
    const dialog = screen.getByRole('dialog', { name: 'Delete your whole history?' });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Cancel' }));
    await settled();
    expect(askedOf('history.deleteAll')).toEqual([]);
    fireEvent.click(screen.getByRole('button', { name: 'Delete all' }));
    await settled();
    fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Delete all' }));
    await settled();
    expect(askedOf('history.deleteAll')).toEqual([{}]);
  });
});

test('“Do not keep history” is main’s to keep', async () => {
  await open({
    'history.setKept': ({ kept: keepHistory }) => ({ ...defaultSettings, keepHistory }),
  });
  const own = screen.getByRole<HTMLInputElement>('switch', { name: 'Do not keep history' });
  expect(own.checked).toBe(false);
  fireEvent.click(own);
  await settled();
  expect(askedOf('history.setKept')).toEqual([{ kept: false }]);
  act(() => mainAnnounces('settings.changed', { ...defaultSettings, keepHistory: false }));
  expect(own.checked).toBe(true);
});

test('says what happened to the file, and why it cannot be read', async () => {
  await open({
    'history.list': () => ({ conversations: [], more: false, notice: 'It was put aside.' }),
  });
  expect(screen.getByText('It was put aside.')).toBeTruthy();
  mainAnswers({
    'history.list': () => {
      throw new AppError('database-unavailable', 'History and usage are not available.');
    },
  });
  act(() => mainAnnounces('history.changed', null));
  await settled();
  expect(screen.getByRole('alert').textContent).toBe('History and usage are not available.');
});

test('is not asked for by who may not generate', async () => {
  useApp.setState({ info: { ...exampleInfo, actor: exampleActor('auditor') } });
  await open();
  expect(screen.queryByRole('list', { name: 'History' })).toBeNull();
  expect(askedOf('history.list')).toEqual([]);
});
