// First: stores listen to main from the moment they are imported.
import '../../testing/fake-bridge.ts';

import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { CellPlace, ComparedPrompt, Comparison } from '#shared/domain/comparison.ts';
import type { RunEvent } from '#shared/domain/run.ts';
import { AppError } from '#shared/errors.ts';
import { useApp } from '../../stores/app.ts';
import { useComparison } from '../../stores/comparison.ts';
import { addColumn, useComparisonDraft } from '../../stores/comparison-draft.ts';
import { useConfigurations } from '../../stores/configurations.ts';
import {
  exampleAnswer,
  exampleCell,
  exampleColumn,
  exampleComparison,
  examplePrompt,
  exampleSpread,
  runIdOf,
} from '../../testing/comparison-examples.ts';
import { exampleConfiguration, exampleInfo, exampleKey } from '../../testing/examples.ts';
import { askedOf, mainAnnounces, mainAnswers } from '../../testing/fake-bridge.ts';
import { draw } from '../../testing/render.tsx';
import { exampleEnd } from '../../testing/run-examples.ts';
import { useNotices } from '../../ui/notices.ts';
import { ComparePage } from './compare-page.tsx';

const house = exampleConfiguration({
  id: '00000000-0000-4000-8000-000000000001',
  name: 'House model',
  provider: 'custom',
  model: 'keystone-1',
});
const llama = exampleConfiguration({
  id: '00000000-0000-4000-8000-000000000002',
  name: 'Laptop llama',
  provider: 'ollama',
  model: 'llama3.2',
  key: exampleKey({ status: 'not-required' }),
});
const simulated = exampleConfiguration({
  id: '00000000-0000-4000-8000-000000000003',
  name: 'Simulated',
  simulated: true,
});

/** What main has: changed by a test, and given when it is asked for. */
let comparison: Comparison;
let prompts: readonly ComparedPrompt[];

const first: CellPlace = { prompt: 0, column: 0, repeat: 0 };
const second: CellPlace = { prompt: 0, column: 1, repeat: 0 };

type Unnumbered<E> = E extends RunEvent ? Omit<E, 'runId' | 'seq'> : never;
const seqs = new Map<string, number>();

/** Something comes of the run of a cell. */
function arrives(place: CellPlace, event: Unnumbered<RunEvent>, retry = 0) {
  const runId = runIdOf(place, retry);
  const seq = seqs.get(runId) ?? 0;
  seqs.set(runId, seq + 1);
  act(() => {
    mainAnnounces('comparisons.event', {
      comparisonId: comparison.id,
      place,
      event: { ...event, runId, seq } as RunEvent,
    });
    vi.advanceTimersToNextFrame();
  });
}

/** Main says how the comparison has come on, and has it so from then on. */
async function comesOn(now: Partial<Comparison>, changed: ComparedPrompt['cells'] = []) {
  comparison = { ...comparison, ...now };
  prompts = prompts.map((prompt) => ({
    ...prompt,
    cells: prompt.cells.map(
      (cell) =>
        changed.find(
          (one) =>
            one.prompt === cell.prompt && one.column === cell.column && one.repeat === cell.repeat,
        ) ?? cell,
    ),
  }));
  await act(async () => {
    const { id, state, columns, notice } = comparison;
    mainAnnounces('comparisons.progress', {
      comparisonId: id,
      state,
      columns: columns.map(({ cells }) => cells),
      changed: changed.map(({ answer, reasoning, textsKept, ...cell }) => cell),
      notice,
    });
  });
}

async function settled() {
  await act(async () => {});
}

function region(name: string): HTMLElement {
  return screen.getByRole('region', { name });
}

function figure(name: string, of: string): string | null | undefined {
  return within(region(of)).getByText(name).nextElementSibling?.textContent;
}

async function runAll(prompt = 'Is there water?') {
  fireEvent.change(screen.getByRole('textbox', { name: 'Prompt' }), { target: { value: prompt } });
  fireEvent.click(screen.getByRole('button', { name: 'Run all' }));
  await settled();
}

/** Draws the page with two columns chosen. */
async function drawTwo() {
  addColumn(house.id);
  addColumn(llama.id);
  draw(<ComparePage />);
  await settled();
}

beforeEach(() => {
  vi.useFakeTimers();
  seqs.clear();
  useApp.setState({ info: exampleInfo });
  useConfigurations.setState({
    loaded: true,
    configurations: [house, llama, simulated],
    effectiveDefault: { id: llama.id, reason: 'marked' },
  });
  useComparison.getState().close();
  useComparisonDraft.setState(useComparisonDraft.getInitialState());
  useNotices.setState({ notices: [] });
  comparison = exampleComparison({ columns: [exampleColumn(house), exampleColumn(llama)] });
  prompts = [examplePrompt(0, [exampleCell(first), exampleCell(second)])];
  mainAnswers({
    'comparisons.list': () => ({ comparisons: [], more: false, notice: null }),
    'comparisons.start': ({ id }) => {
      comparison = { ...comparison, id };
      return comparison;
    },
    'comparisons.get': ({ fromPrompt, limit }) => ({
      comparison,
      prompts: prompts.slice(fromPrompt, fromPrompt + limit),
    }),
    'comparisons.cancel': () => null,
    'comparisons.retry': () => comparison,
    'comparisons.resume': () => comparison,
    'comparisons.vote': () => null,
  });
  return () => vi.useRealTimers();
});

describe('choosing what to compare', () => {
  test('offers the default first, and last what is compared already', async () => {
    draw(<ComparePage />);
    await settled();
    const add = screen.getByRole('button', { name: 'Add configuration' });
    fireEvent.click(add);
    const names = () =>
      screen.getAllByRole('option').map((option) => option.textContent?.slice(0, 11));
    expect(names()).toEqual(['Laptop llam', 'House model', 'SimulatedOp']);
    fireEvent.click(screen.getByRole('option', { name: /^Laptop llama/ }));
    expect(region('Laptop llama').textContent).toContain('llama3.2');
    fireEvent.click(add);
    expect(names()).toEqual(['House model', 'SimulatedOp', 'Laptop llam']);
    expect(screen.getAllByRole('option').at(-1)?.textContent).toContain('once more');
  });

  test('compares a configuration with itself, asked otherwise', async () => {
    addColumn(house.id);
    addColumn(house.id);
    draw(<ComparePage />);
    await settled();
    fireEvent.click(screen.getByRole('button', { name: 'Parameters of House model (2)' }));
    const temperature = screen.getByRole('textbox', { name: 'Temperature' });
    fireEvent.change(temperature, { target: { value: '9' } });
    expect(screen.getByText(/from 0 to 2/)).toBeTruthy();
    fireEvent.change(temperature, { target: { value: '0.2' } });
    expect(region('House model (2)').textContent).toContain('Temperature 0.2');
    await runAll();
    expect(askedOf('comparisons.start')[0]?.columns.map(({ parameters }) => parameters)).toEqual([
      {},
      { temperature: 0.2 },
    ]);
  });

  test('takes no more than six', async () => {
    for (let at = 0; at < 6; at += 1) addColumn(house.id);
    draw(<ComparePage />);
    await settled();
    const add = screen.getByRole<HTMLButtonElement>('button', { name: 'Add configuration' });
    expect(add.disabled).toBe(true);
    expect(region('House model (6)')).toBeTruthy();
  });

  test('lets a column go', async () => {
    await drawTwo();
    fireEvent.click(screen.getByRole('button', { name: 'Remove House model' }));
    act(() => vi.advanceTimersToNextFrame());
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Add configuration' }));
    expect(screen.queryByRole('region', { name: 'House model' })).toBeNull();
    expect(region('Laptop llama')).toBeTruthy();
  });

  test('says what is missing, and goes there', async () => {
    draw(<ComparePage />);
    await settled();
    fireEvent.click(screen.getByRole('button', { name: 'Run all' }));
    act(() => vi.advanceTimersToNextFrame());
    const prompt = screen.getByRole('textbox', { name: 'Prompt' });
    expect(document.activeElement).toBe(prompt);
    expect(screen.getByText('Enter a prompt.')).toBeTruthy();
    await runAll();
    act(() => vi.advanceTimersToNextFrame());
    expect(screen.getByRole('alert').textContent).toBe(
      'Add at least two configurations to compare.',
    );
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Add configuration' }));
    expect(askedOf('comparisons.start')).toEqual([]);
  });
});

describe('a comparison', () => {
  test('asks for the columns in their order, as the draft has it', async () => {
    await drawTwo();
    fireEvent.click(screen.getByRole('radio', { name: 'One after the other' }));
    fireEvent.change(screen.getByRole('textbox', { name: 'Repeats' }), { target: { value: '3' } });
    await runAll();
    expect(askedOf('comparisons.start')).toMatchObject([
      {
        prompts: [{ prompt: 'Is there water?', systemPrompt: null, id: null }],
        columns: [{ configurationId: house.id }, { configurationId: llama.id }],
        systemPrompt: null,
        order: 'sequential',
        repeats: 3,
      },
    ]);
  });

  test('streams each column on its own, with its own end and figures', async () => {
    await drawTwo();
    await runAll();
    arrives(first, { type: 'phase', phase: 'connecting' });
    arrives(first, { type: 'text', delta: 'Yes, **deep**.' });
    arrives(second, { type: 'phase', phase: 'waiting' });
    expect(region('House model').textContent).toContain('Yes, deep.');
    expect(region('House model').textContent).toContain('Streaming');
    expect(region('Laptop llama').textContent).toContain('Loading the model');

    arrives(first, exampleEnd());
    expect(figure('Output tokens', 'House model')).toBe('23');
    expect(figure('Time to first token', 'House model')).toBe('182 ms');
    expect(figure('Finish reason', 'House model')).toBe('Complete');
    expect(figure('Cost', 'House model')).toBe('Price unknown');
    expect(figure('Output tokens', 'Laptop llama')).toBe('–');
    expect(screen.getByRole('status', { name: 'Ends' }).textContent).toBe('House model: Complete.');
  });

  test('takes what comes before main has answered', async () => {
    const started = Promise.withResolvers<void>();
    mainAnswers({
      'comparisons.list': () => ({ comparisons: [], more: false, notice: null }),
      'comparisons.start': async ({ id }) => {
        comparison = { ...comparison, id };
        await started.promise;
        return comparison;
      },
      'comparisons.get': () => ({ comparison, prompts: [...prompts] }),
    });
    await drawTwo();
    await runAll();
    arrives(first, { type: 'text', delta: 'Early.' });
    started.resolve();
    await settled();
    act(() => vi.advanceTimersToNextFrame());
    expect(region('House model').textContent).toContain('Early.');
  });

  test('that is refused leaves what is shown, and says why', async () => {
    mainAnswers({
      'comparisons.list': () => ({ comparisons: [], more: false, notice: null }),
      'comparisons.start': () => {
        throw new AppError('forbidden', 'This needs the permission generate.');
      },
    });
    await drawTwo();
    await runAll();
    expect(useNotices.getState().notices.map(({ sentence }) => sentence)).toEqual([
      'This needs the permission generate.',
    ]);
    expect(region('House model').textContent).toContain('Not run yet');
    expect(screen.queryByRole('button', { name: 'Stop all' })).toBeNull();
  });

  test('keeps a failing column apart, with what to do about it', async () => {
    await drawTwo();
    await runAll();
    arrives(second, { type: 'text', delta: 'Fine.' });
    const { timing } = exampleEnd();
    const error = { code: 'key-rejected', message: 'The provider rejected the key. Replace it.' };
    arrives(first, { type: 'failed', error, timing });
    const failed = within(region('House model'));
    expect(failed.getByText('The provider rejected the key. Replace it.')).toBeTruthy();
    expect(failed.getByRole('button', { name: 'Replace key' })).toBeTruthy();
    expect(figure('Finish reason', 'House model')).toBe('Failed');
    expect(region('Laptop llama').textContent).toContain('Fine.');
    expect(region('Laptop llama').textContent).toContain('Streaming');
    fireEvent.click(failed.getByRole('button', { name: 'Try again' }));
    await settled();
    expect(askedOf('comparisons.retry')).toMatchObject([{ part: first }]);
  });

  test('stops one column, and then all', async () => {
    await drawTwo();
    await runAll();
    arrives(first, { type: 'text', delta: 'Half' });
    arrives(second, { type: 'text', delta: 'Half' });
    fireEvent.click(within(region('House model')).getByRole('button', { name: 'Stop' }));
    expect(region('House model').textContent).toContain('Stopping');
    expect(region('Laptop llama').textContent).toContain('Streaming');
    fireEvent.keyDown(document.body, { key: 'Escape' });
    await settled();
    expect(askedOf('comparisons.cancel').map(({ part }) => part)).toEqual([first, null]);
    arrives(first, exampleEnd({ reason: 'cancelled' }));
    expect(figure('Finish reason', 'House model')).toBe('Stopped');
  });

  test('runs by the keys, once at a time', async () => {
    await drawTwo();
    fireEvent.change(screen.getByRole('textbox', { name: 'Prompt' }), { target: { value: 'a' } });
    fireEvent.keyDown(document.body, { key: 'Enter', ctrlKey: true });
    await settled();
    fireEvent.keyDown(document.body, { key: 'Enter', ctrlKey: true });
    await settled();
    expect(askedOf('comparisons.start')).toHaveLength(1);
  });

  test('marks those that stand out, in words', async () => {
    await drawTwo();
    await runAll();
    const marks = { fastest: [0], cheapest: [1], longest: [0, 1] };
    await comesOn({ state: 'complete', marks }, [
      exampleAnswer(first, 'Yes.'),
      exampleAnswer(second, 'No.'),
    ]);
    expect(within(region('House model')).getByText('Fastest')).toBeTruthy();
    expect(within(region('House model')).queryByText('Cheapest')).toBeNull();
    expect(within(region('Laptop llama')).getByText('Cheapest')).toBeTruthy();
    expect(screen.getAllByText('Longest')).toHaveLength(2);
  });

  test('shows what it missed on the way once main says it has ended', async () => {
    await drawTwo();
    await runAll();
    arrives(first, { type: 'text', delta: 'Ha' });
    await comesOn({ state: 'complete' }, [
      exampleAnswer(first, 'Half and whole.'),
      exampleAnswer(second, 'All of it.'),
    ]);
    await settled();
    expect(region('House model').textContent).toContain('Half and whole.');
    expect(region('Laptop llama').textContent).toContain('All of it.');
    expect(screen.queryByRole('button', { name: 'Stop all' })).toBeNull();
  });

  test('says of answers that are not kept why they are not there', async () => {
    await drawTwo();
    await runAll();
    await comesOn({ state: 'complete', kept: false }, [
      exampleAnswer(first, '', { textsKept: false }),
    ]);
    expect(region('House model').textContent).toContain(
      'What was answered was not kept, since the history was not.',
    );
    expect(screen.getByText('Not kept: it is gone when Keywell ends')).toBeTruthy();
  });

  test('can be voted on, for one of them as the best', async () => {
    await drawTwo();
    await runAll();
    await comesOn({ state: 'complete' }, [
      exampleAnswer(first, 'Yes.'),
      exampleAnswer(second, 'No.'),
    ]);
    const best = (name: string) =>
      within(region(name)).getByRole('button', { name: 'Best answer' });
    fireEvent.click(best('House model'));
    await settled();
    expect(best('House model').getAttribute('aria-pressed')).toBe('true');
    fireEvent.click(best('Laptop llama'));
    await settled();
    expect(best('House model').getAttribute('aria-pressed')).toBe('false');
    fireEvent.click(best('Laptop llama'));
    await settled();
    expect(askedOf('comparisons.vote').map(({ column, vote }) => [column, vote])).toEqual([
      [0, 'best'],
      [1, 'best'],
      [1, null],
    ]);
  });

  test('with repeats shows each, and the middle of all', async () => {
    await drawTwo();
    const figures = { timeToFirstTokenMs: exampleSpread(200, { min: 100, max: 300 }) };
    comparison = { ...comparison, repeats: 2, columns: [exampleColumn(house, { figures })] };
    const again = { ...first, repeat: 1 };
    prompts = [examplePrompt(0, [exampleAnswer(first, 'Once.'), exampleAnswer(again, 'Twice.')])];
    await runAll();
    expect(region('House model').textContent).toContain('Twice.');
    expect(figure('Time to first token', 'House model')).toBe('182 msmedian 200 ms, 100 ms–300 ms');
    fireEvent.click(screen.getByRole('button', { name: 'Previous repeat' }));
    expect(region('House model').textContent).toContain('Once.');
  });
});

describe('many prompts', () => {
  const file = new File(['a\nb\n\n'], 'set.txt');

  async function chooseFile() {
    fireEvent.change(screen.getByLabelText('File with prompts'), { target: { files: [file] } });
    await waitFor(() => expect(screen.getByText(/from set.txt/)).toBeTruthy());
  }

  function manyAnswers() {
    const cells = (prompt: number) => [
      exampleCell({ prompt, column: 0, repeat: 0 }),
      exampleCell({ prompt, column: 1, repeat: 0 }),
    ];
    prompts = [examplePrompt(0, cells(0)), examplePrompt(1, cells(1))];
    const columns = [
      exampleColumn(house, { cells: { pending: 2 } }),
      exampleColumn(llama, { cells: { pending: 2 } }),
    ];
    comparison = { ...comparison, promptCount: 2, columns };
  }

  beforeEach(() => {
    vi.useRealTimers();
    manyAnswers();
    mainAnswers({
      'comparisons.list': () => ({ comparisons: [], more: false, notice: null }),
      'comparisons.readPrompts': () => ({
        prompts: ['a', 'b'].map((prompt) => ({ prompt, systemPrompt: null, id: null })),
        empty: 1,
      }),
      'comparisons.start': ({ id }) => {
        comparison = { ...comparison, id };
        return comparison;
      },
      'comparisons.get': ({ fromPrompt, limit }) => ({
        comparison,
        prompts: prompts.slice(fromPrompt, fromPrompt + limit),
      }),
      'comparisons.resume': () => {
        comparison = { ...comparison, state: 'running' };
        return comparison;
      },
    });
  });

  test('come from a file, with a look at them first', async () => {
    await drawTwo();
    await chooseFile();
    expect(screen.getByText('2 prompts from set.txt, 1 empty skipped.')).toBeTruthy();
    const preview = screen.getByRole('list', { name: 'Prompts of the file' });
    expect(within(preview).getAllByRole('listitem')).toHaveLength(2);
    expect(screen.queryByRole('textbox', { name: 'Prompt' })).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Run all' }));
    await settled();
    expect(askedOf('comparisons.start')[0]?.prompts.map(({ prompt }) => prompt)).toEqual([
      'a',
      'b',
    ]);
  });

  test('from a file that cannot be read are refused in words', async () => {
    mainAnswers({
      'comparisons.list': () => ({ comparisons: [], more: false, notice: null }),
      'comparisons.readPrompts': () => {
        throw new AppError('invalid-input', 'Line 3 is not JSON.');
      },
    });
    await drawTwo();
    fireEvent.change(screen.getByLabelText('File with prompts'), { target: { files: [file] } });
    await waitFor(() =>
      expect(screen.getByRole('alert').textContent).toBe('set.txt: Line 3 is not JSON.'),
    );
    expect(screen.getByRole('textbox', { name: 'Prompt' })).toBeTruthy();
  });

  test('make a table that comes on, and opens each prompt', async () => {
    await drawTwo();
    await chooseFile();
    fireEvent.click(screen.getByRole('button', { name: 'Run all' }));
    await settled();
    const table = screen.getByRole('table', { name: 'Results' });
    const rows = () => within(table).getAllByRole('row').slice(1);
    expect(rows().map((row) => row.textContent)).toEqual([
      '1Prompt 1WaitsWaits',
      '2Prompt 2WaitsWaits',
    ]);

    const columns = [
      exampleColumn(house, { cells: { done: 1, pending: 1 } }),
      exampleColumn(llama, { cells: { failed: 1, pending: 1 } }),
    ];
    const { timing } = exampleEnd();
    const error = { code: 'overloaded', message: 'The provider is overloaded. Try again later.' };
    await comesOn({ columns }, [
      exampleAnswer(first, 'Yes.'),
      exampleAnswer(second, '', { state: 'failed', end: { type: 'failed', error, timing } }),
    ]);
    expect(rows()[0]?.textContent).toBe('1Prompt 1Complete2.40 s · 23 tokFailed');
    expect(screen.getAllByText('1 of 4 answers, 1 failed').length).toBeGreaterThan(0);

    fireEvent.click(screen.getByRole('button', { name: '1 Prompt 1' }));
    await settled();
    expect(screen.getByRole('heading', { name: 'Prompt 1 of 2' })).toBe(document.activeElement);
    expect(region('House model').textContent).toContain('Yes.');
    expect(region('Laptop llama').textContent).toContain('The provider is overloaded.');
    fireEvent.click(screen.getByRole('button', { name: 'Next prompt' }));
    await settled();
    expect(region('House model').textContent).toContain('Waits for its turn');
    fireEvent.click(screen.getByRole('button', { name: 'All prompts' }));
    expect(screen.getByRole('table', { name: 'Results' })).toBeTruthy();
  });

  test('that were stopped go on from there', async () => {
    await drawTwo();
    await chooseFile();
    fireEvent.click(screen.getByRole('button', { name: 'Run all' }));
    await settled();
    await comesOn({ state: 'cancelled' });
    fireEvent.click(screen.getByRole('button', { name: 'Resume' }));
    await settled();
    expect(askedOf('comparisons.resume')).toEqual([{ id: comparison.id }]);
    expect(screen.getByRole('button', { name: 'Stop all' })).toBeTruthy();
  });
});
