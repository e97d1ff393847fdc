// First: stores listen to main from the moment they are imported.
import '../testing/fake-bridge.ts';

import { beforeEach, expect, test, vi } from 'vitest';
import type { CellPlace, ComparedPrompt, Comparison } from '#shared/domain/comparison.ts';
import type { RunEvent } from '#shared/domain/run.ts';
import {
  exampleAnswer,
  exampleCell,
  exampleColumn,
  exampleComparison,
  examplePrompt,
  runIdOf,
} from '../testing/comparison-examples.ts';
import { exampleConfiguration, exampleInfo, exampleMember } from '../testing/examples.ts';
import { askedOf, mainAnnounces, mainAnswers } from '../testing/fake-bridge.ts';
import { exampleEnd } from '../testing/run-examples.ts';
import { useApp } from './app.ts';
import { useComparison } from './comparison.ts';
import { cellKey } from './comparison-cells.ts';
import { useComparisonDraft } from './comparison-draft.ts';

const columns = [exampleColumn(exampleConfiguration()), exampleColumn(exampleConfiguration())];
const many = exampleComparison({ columns, promptCount: 240 });

function waiting(place: number): ComparedPrompt {
  const cells = [0, 1].map((column) => exampleCell({ prompt: place, column, repeat: 0 }));
  return examplePrompt(place, cells);
}

const pageFrom = (fromPrompt: number, limit: number) =>
  Array.from({ length: Math.min(limit, 240 - fromPrompt) }, (_, index) =>
    waiting(fromPrompt + index),
  );

/** Main gives a comparison, whichever it is asked for. */
function mainHas(comparison: Comparison) {
  mainAnswers({
    'comparisons.get': ({ fromPrompt, limit }) => ({
      comparison,
      prompts: pageFrom(fromPrompt, limit),
    }),
  });
}

function progress(changed: ComparedPrompt['cells']) {
  mainAnnounces('comparisons.progress', {
    comparisonId: many.id,
    state: 'running',
    columns: columns.map(({ cells }) => cells),
    changed: changed.map(({ answer, reasoning, textsKept, ...cell }) => cell),
    notice: null,
  });
}

type Unnumbered<E> = E extends RunEvent ? Omit<E, 'runId' | 'seq'> : never;

function arrive(place: CellPlace, ...events: readonly Unnumbered<RunEvent>[]) {
  for (const [seq, event] of events.entries()) {
    const numbered = { ...event, runId: runIdOf(place), seq } as RunEvent;
    mainAnnounces('comparisons.event', { comparisonId: many.id, place, event: numbered });
  }
  vi.advanceTimersToNextFrame();
}

const rowState = (place: number) => useComparison.getState().rows.get(place)?.cells[0]?.state;

beforeEach(async () => {
  vi.useFakeTimers();
  useApp.setState({ info: exampleInfo });
  useComparison.getState().close();
  mainHas(many);
  await useComparison.getState().open(many.id);
  mainHas(many);
  return () => vi.useRealTimers();
});

test('rows are asked for by pages, and each page once', async () => {
  const { needRows } = useComparison.getState();
  await Promise.all([needRows(30, 60), needRows(31, 61)]);
  await needRows(40, 70);
  expect(askedOf('comparisons.get').map(({ fromPrompt }) => fromPrompt)).toEqual([0, 50]);
  expect(useComparison.getState().rows.size).toBe(100);
});

test('what a row has come to while it was on its way is not lost', async () => {
  const answered = Promise.withResolvers<void>();
  mainAnswers({
    'comparisons.get': async ({ fromPrompt, limit }) => {
      await answered.promise;
      return { comparison: many, prompts: pageFrom(fromPrompt, limit) };
    },
  });
  const fetched = useComparison.getState().needRows(0, 10);
  progress([exampleAnswer({ prompt: 3, column: 0, repeat: 0 }, 'Yes.')]);
  answered.resolve();
  await fetched;
  expect(rowState(3)).toBe('done');
  expect(rowState(4)).toBe('pending');
});

test('texts are held of what is under way, and of the prompt that is shown', async () => {
  const [shown, other] = [3, 4].map((prompt) => ({ prompt, column: 0, repeat: 0 })) as [
    CellPlace,
    CellPlace,
  ];
  await useComparison.getState().showPrompt(3);
  arrive(shown, { type: 'text', delta: 'Here.' }, exampleEnd());
  arrive(other, { type: 'text', delta: 'There.' });
  const texts = () => Object.values(useComparison.getState().runs).map(({ text }) => text);
  expect(texts()).toEqual(['Here.', 'There.']);
  arrive(other, { type: 'text', delta: 'There.' }, exampleEnd());
  expect(texts()).toEqual(['Here.']);
  await useComparison.getState().showPrompt(null);
  expect(texts()).toEqual([]);
});

test('an answer of a comparison that is not shown any more changes nothing', async () => {
  const place = { prompt: 0, column: 0, repeat: 0 };
  useComparison.getState().close();
  arrive(place, { type: 'text', delta: 'Late.' });
  expect(useComparison.getState().runs[cellKey(place)]).toBeUndefined();
});

test('the prompts of a comparison that was opened are asked anew, all of them', async () => {
  const draft = useComparisonDraft.getState();
  expect(draft.set).toEqual({ kind: 'comparison', id: many.id, count: 240 });
  mainAnswers({
    'comparisons.get': ({ fromPrompt, limit }) => ({
      comparison: many,
      prompts: pageFrom(fromPrompt, limit),
    }),
    'comparisons.start': ({ id }) => ({ ...many, id }),
  });
  await useComparison.getState().start();
  const asked = askedOf('comparisons.start')[0]?.prompts.map(({ prompt }) => prompt);
  expect(asked).toEqual(Array.from({ length: 240 }, (_, index) => `Prompt ${index + 1}`));
});

test('a file may have a longer name than a comparison', async () => {
  const { prompt, systemPrompt, id } = waiting(0);
  const prompts = [{ prompt, systemPrompt, id }];
  const fileName = `${'long '.repeat(48)}.txt`;
  useComparisonDraft.setState({ set: { kind: 'file', fileName, prompts, empty: 0 } });
  mainAnswers({ 'comparisons.start': ({ id }) => ({ ...many, id }) });
  await useComparison.getState().start();
  expect(askedOf('comparisons.start').at(-1)?.name).toBe('long '.repeat(40));
});

test('what one member compared is gone when another acts', () => {
  const { id, name } = exampleMember({ id: '00000000-0000-4000-8000-0000000000b2', name: 'Bob' });
  useApp.setState({ info: { ...exampleInfo, actor: { ...exampleInfo.actor, id, name } } });
  expect(useComparison.getState().comparison).toBeNull();
  expect(useComparisonDraft.getState()).toMatchObject({ prompt: '', columns: [], set: null });
});
