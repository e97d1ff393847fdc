// First: stores listen to main from the moment they are imported.
import '../../testing/fake-bridge.ts';

import { act, fireEvent, screen, within } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import type { ComparisonSummary } from '#shared/domain/comparison.ts';
import { AppError } from '#shared/errors.ts';
import { useApp } from '../../stores/app.ts';
import { useComparison } from '../../stores/comparison.ts';
import { useComparisonDraft } from '../../stores/comparison-draft.ts';
import { useConfigurations } from '../../stores/configurations.ts';
import {
  exampleAnswer,
  exampleColumn,
  exampleComparison,
  examplePrompt,
} from '../../testing/comparison-examples.ts';
import { exampleConfiguration, exampleInfo } from '../../testing/examples.ts';
import { askedOf, mainAnnounces, mainAnswers } from '../../testing/fake-bridge.ts';
import { draw } from '../../testing/render.tsx';
import { ComparePage } from './compare-page.tsx';

const house = exampleConfiguration({
  id: '00000000-0000-4000-8000-000000000001',
  name: 'House model',
});
const other = exampleConfiguration({
  id: '00000000-0000-4000-8000-000000000002',
  name: 'Other model',
});
const columns = [
  exampleColumn(house, { cells: { done: 1 } }),
  exampleColumn(other, { cells: { done: 1 } }),
];
const comparison = exampleComparison({ columns, state: 'complete', systemPrompt: 'Be brief.' });
const prompt = examplePrompt(
  0,
  [
    exampleAnswer({ prompt: 0, column: 0, repeat: 0 }, 'Yes.'),
    exampleAnswer({ prompt: 0, column: 1, repeat: 0 }, 'No.'),
  ],
  { prompt: 'Is there water?', votes: ['up', 'best'] },
);

let listed: ComparisonSummary[];

const answers = {
  'comparisons.list': ({ text }: { text: string }) => ({
    comparisons: listed.filter(({ name }) => name.toLowerCase().includes(text)),
    more: false,
    notice: null,
  }),
  'comparisons.get': ({ fromPrompt, limit }: { fromPrompt: number; limit: number }) => ({
    comparison,
    prompts: [prompt].slice(fromPrompt, fromPrompt + limit),
  }),
  'comparisons.rerun': ({ newId }: { newId: string }) => ({ ...comparison, id: newId }),
  'comparisons.rename': () => null,
  'comparisons.delete': () => null,
};

async function settled() {
  await act(async () => {});
}

async function choose(action: string) {
  fireEvent.click(screen.getByRole('button', { name: 'Actions for Is there water?' }));
  fireEvent.click(await screen.findByRole('menuitem', { name: action }));
  await settled();
}

beforeEach(async () => {
  useApp.setState({ info: exampleInfo });
  useConfigurations.setState({ loaded: true, configurations: [house, other] });
  useComparison.getState().close();
  useComparisonDraft.setState(useComparisonDraft.getInitialState());
  const { columns: _, marks, notice, systemPrompt, ...summary } = comparison;
  listed = [
    {
      ...summary,
      configurations: columns.map(({ configuration }) => configuration),
      cells: { pending: 0, running: 0, done: 2, failed: 0, cancelled: 0 },
    },
  ];
  mainAnswers(answers);
  draw(<ComparePage />);
  await settled();
});

test('one is opened as it was: prompt, columns, answers, votes', async () => {
  fireEvent.click(screen.getByRole('button', { name: /^Is there water\?/ }));
  await settled();
  expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Prompt' }).value).toBe(
    'Is there water?',
  );
  expect(screen.getByRole('heading', { level: 2, name: 'Is there water?' })).toBeTruthy();
  const own = within(screen.getByRole('region', { name: 'Other model' }));
  expect(own.getByText('No.')).toBeTruthy();
  const best = own.getByRole('button', { name: 'Best answer' });
  expect(best.getAttribute('aria-pressed')).toBe('true');
  expect(useComparisonDraft.getState().systemPrompt).toBe('Be brief.');
});

test('one is run again as a comparison of its own', async () => {
  await choose('Run again');
  expect(askedOf('comparisons.rerun')).toMatchObject([{ id: comparison.id }]);
  expect(useComparison.getState().comparison?.id).toBe(askedOf('comparisons.rerun')[0]?.newId);
  expect(screen.getByRole('region', { name: 'House model' })).toBeTruthy();
});

test('one gets another name', async () => {
  await choose('Rename');
  const dialog = within(await screen.findByRole('dialog', { name: 'Rename comparison' }));
  const field = dialog.getByRole('textbox', { name: 'Name' });
  fireEvent.change(field, { target: { value: ' ' } });
  fireEvent.click(dialog.getByRole('button', { name: 'Save' }));
  expect(dialog.getByText('Enter a name.')).toBeTruthy();
  fireEvent.change(field, { target: { value: 'Water' } });
  fireEvent.click(dialog.getByRole('button', { name: 'Save' }));
  await settled();
  expect(askedOf('comparisons.rename')).toEqual([{ id: comparison.id, name: 'Water' }]);
});

test('one is deleted after a question that names what is lost', async () => {
  fireEvent.click(screen.getByRole('button', { name: /^Is there water\?/ }));
  await settled();
  await choose('Delete');
  const dialog = within(await screen.findByRole('dialog', { name: 'Delete “Is there water?”?' }));
  expect(dialog.getByText(/Its prompt, 2 answers and your votes are deleted/)).toBeTruthy();
  fireEvent.click(dialog.getByRole('button', { name: 'Delete' }));
  await settled();
  expect(askedOf('comparisons.delete')).toEqual([{ id: comparison.id }]);
  // What is shown goes with it.
  expect(useComparison.getState().comparison).toBeNull();
});

test('they are searched, and the list follows what changes', async () => {
  const search = screen.getByRole('searchbox', { name: 'Search comparisons' });
  fireEvent.change(search, { target: { value: 'fire' } });
  await screen.findByText('No comparison holds all of these words.');
  fireEvent.change(search, { target: { value: '' } });
  await screen.findByRole('button', { name: /^Is there water\?/ });
  listed = [];
  await act(async () => mainAnnounces('comparisons.changed', null));
  expect(screen.getByText(/Nothing has been compared yet/)).toBeTruthy();
});

test('a list that cannot be read says why', async () => {
  mainAnswers({
    'comparisons.list': () => {
      throw new AppError('storage-failed', 'The file with your comparisons cannot be read.');
    },
  });
  await act(async () => mainAnnounces('comparisons.changed', null));
  expect(screen.getByRole('alert').textContent).toBe(
    'The file with your comparisons cannot be read.',
  );
});
