// First: stores listen to main from the moment they are imported.
import '../../../testing/fake-bridge.ts';

import { fireEvent, screen, within } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { useComparison } from '../../../stores/comparison.ts';
import { cellKey, endedRun } from '../../../stores/comparison-cells.ts';
import { useComparisonDraft } from '../../../stores/comparison-draft.ts';
import {
  exampleAnswer,
  exampleColumn,
  exampleComparison,
} from '../../../testing/comparison-examples.ts';
import { exampleConfiguration } from '../../../testing/examples.ts';
import { draw } from '../../../testing/render.tsx';
import { DifferenceDialog } from './difference-dialog.tsx';
import { wordDifference } from './word-difference.ts';

/** What a worker does, without one. */
class WorkerHere extends EventTarget {
  postMessage([first, second]: readonly [string, string]): void {
    const data = wordDifference(first, second);
    this.dispatchEvent(new MessageEvent('message', { data }));
  }
  terminate(): void {}
}

const names = ['One', 'Two', 'Three'];

function answered(...texts: readonly string[]): void {
  const columns = names.map((name) => exampleColumn(exampleConfiguration({ name })));
  const cells = texts.map((text, column) => exampleAnswer({ prompt: 0, column, repeat: 0 }, text));
  useComparison.setState({
    comparison: exampleComparison({ columns, state: 'complete' }),
    shownPrompt: 0,
    runs: Object.fromEntries(
      cells.flatMap((cell) => {
        const run = endedRun(cell);
        return run === null ? [] : [[cellKey(cell), run]];
      }),
    ),
  });
  useComparisonDraft.setState({
    columns: names.map((name, place) => ({
      key: name,
      configurationId: '00000000-0000-4000-8000-000000000001',
      parameters: {},
      place,
    })),
  });
}

beforeEach(() => {
  vi.stubGlobal('Worker', WorkerHere);
  return () => vi.unstubAllGlobals();
});

function texts(): HTMLElement {
  return within(screen.getByRole('dialog')).getByRole('group', { name: 'Texts' });
}

test('marks what only one of the first two says', () => {
  answered('The well is deep.', 'The well is dry.', 'No well.');
  draw(<DifferenceDialog opened onClose={() => {}} />);
  expect(texts().querySelector('del')?.textContent).toBe('deep');
  expect(texts().querySelector('ins')?.textContent).toBe('dry');
  expect(screen.getByText('only in One')).toBeTruthy();
  expect(screen.getByText('only in Two')).toBeTruthy();
});

test('holds any two against each other', () => {
  answered('The well is deep.', 'The well is dry.', 'The well is old.');
  draw(<DifferenceDialog opened onClose={() => {}} />);
  fireEvent.click(screen.getByRole('combobox', { name: 'Second' }));
  fireEvent.click(screen.getByRole('option', { name: 'Three' }));
  expect(texts().querySelector('ins')?.textContent).toBe('old');
});

test('says it of answers that are the same', () => {
  answered('Deep.', 'Deep.');
  draw(<DifferenceDialog opened onClose={() => {}} />);
  expect(screen.getByText('Both answers are the same, word for word.')).toBeTruthy();
});

test('says so where the worker breaks off', () => {
  class Broken extends WorkerHere {
    override postMessage(): void {
      this.dispatchEvent(new Event('error'));
    }
  }
  vi.stubGlobal('Worker', Broken);
  answered('a', 'b');
  draw(<DifferenceDialog opened onClose={() => {}} />);
  expect(screen.getByText(/could not be worked out/)).toBeTruthy();
});
