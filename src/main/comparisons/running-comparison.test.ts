import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Cell, CellPlace, ComparisonOrder } from '#shared/domain/comparison.ts';
import { TestClock } from '../generation/test-clock.ts';
import { endedRun, exampleConfiguration, failedRun } from '../usage/testing/ended-runs.ts';
import { placeKey } from './cell-queue.ts';
import type { EndedState } from './cell-rows.ts';
import { type CellRun, RunningComparison } from './running-comparison.ts';
import type { StoredComparison } from './stored-comparison.ts';

const columns = 3;
const promptCount = 3;
const repeats = 2;

const places: readonly CellPlace[] = Array.from({ length: columns * promptCount * repeats }).map(
  (_, index) => ({
    column: index % columns,
    prompt: Math.floor(index / columns) % promptCount,
    repeat: Math.floor(index / columns / promptCount),
  }),
);

const part = fc.oneof(
  fc.nat(columns - 1).map((column) => ({ column })),
  fc.constantFrom(...places),
);

/** What may happen while a comparison runs, in any order. */
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(fc.constant('end'), fc.nat(), fc.constantFrom('done', 'failed')),
  },
  fc.tuple(fc.constant('cancel'), fc.oneof(part, fc.constant(null))),
  fc.tuple(fc.constant('retry'), part),
  fc.tuple(fc.constantFrom('resume', 'interrupt', 'kill', 'disk full', 'disk free')),
);

/** A comparison over runs that end when the test says so, and what is written down of it, which outlives it. */
class Rehearsal {
  readonly kept = new Map<number, { readonly place: CellPlace; readonly state: EndedState }>();
  /** Of each column, the runs that have begun and not ended. */
  underWay: CellRun[] = [];
  /** Every place at which a run has begun, in order. */
  readonly begun: CellPlace[] = [];
  stopped = 0;
  changed: readonly Cell[] = [];
  diskIsFull = false;
  running: RunningComparison;
  readonly #order: ComparisonOrder;

  constructor(order: ComparisonOrder) {
    this.#order = order;
    this.running = this.open();
  }

  /** As after a start, from what was written down. */
  open(): RunningComparison {
    this.underWay = [];
    const comparison: StoredComparison = {
      seq: 1,
      id: randomUUID(),
      memberId: 'ada',
      name: 'Rehearsal',
      order: this.#order,
      repeats,
      promptCount,
      systemPrompt: null,
      columns: Array.from({ length: columns }, () => ({
        configuration: exampleConfiguration,
        revision: 1,
        parameters: {},
        cancelled: false,
      })),
    };
    const opened: RunningComparison = new RunningComparison({
      comparison,
      ended: [...this.kept.values()],
      clock: new TestClock(),
      newId: randomUUID,
      hindrance: () => null,
      isChanged: () => false,
      start: async (run) => {
        this.begun.push(run.place);
        this.underWay.push(run);
      },
      cancel: (runId) => this.#end(runId, 'cancelled'),
      keep: ({ place, state }) => {
        if (this.diskIsFull) return false;
        this.kept.set(placeKey(place), { place, state });
        return true;
      },
      leave: () => null,
      onEvent: () => undefined,
      onProgress: (changed) => {
        this.changed = changed;
      },
      onStopped: () => {
        this.stopped += 1;
        // Whoever wants more of it takes it up anew.
        this.running = this.open();
      },
      onUnexpected: (error) => {
        throw error;
      },
    });
    return opened;
  }

  take([what, ...given]: readonly unknown[] | [string]): void {
    if (what === 'end') {
      const run = this.underWay[Number(given[0]) % Math.max(this.underWay.length, 1)];
      if (run !== undefined) this.#end(run.runId, given[1] === 'failed' ? 'failed' : 'done');
    } else if (what === 'disk full' || what === 'disk free') this.diskIsFull = what === 'disk full';
    else if (what === 'kill') this.running = this.open();
    else if (what === 'resume') this.running.resume();
    else if (what === 'interrupt') this.running.interrupt('The page was closed.');
  }

  #end(runId: string, state: EndedState): void {
    const run = this.underWay.find((one) => one.runId === runId);
    this.underWay = this.underWay.filter((one) => one !== run);
    run?.onEnded(
      state === 'failed'
        ? failedRun({ runId })
        : endedRun({ runId, reason: state === 'done' ? 'stop' : 'cancelled' }),
    );
  }

  expectOrder(): void {
    const busy = this.underWay.map(({ place }) => place.column);
    expect(new Set(busy).size).toBe(busy.length);
    if (this.#order === 'sequential') expect(busy.length).toBeLessThanOrEqual(1);
  }

  doneKeys(): readonly number[] {
    return [...this.kept].filter(([, { state }]) => state === 'done').map(([key]) => key);
  }
}

it('loses no cell and runs none twice that is done, however it is stopped, killed, retried and resumed', () => {
  fc.assert(
    fc.property(
      fc.constantFrom<ComparisonOrder>('parallel', 'sequential'),
      fc.array(step, { maxLength: 60 }),
      (order, steps) => {
        const rehearsal = new Rehearsal(order);
        rehearsal.running.resume();
        for (const one of steps) {
          const done = new Set(rehearsal.doneKeys());
          const begunBefore = rehearsal.begun.length;
          const [what, given] = one;
          if (what === 'cancel') rehearsal.running.cancel(given);
          else if (what === 'retry') rehearsal.running.retry(given);
          else rehearsal.take(one);
          rehearsal.expectOrder();
          const begun = rehearsal.begun.slice(begunBefore).map(placeKey);
          // A retry of one cell may wait, and begin at any step after it.
          const retried = steps.flatMap(([kind, cell]) =>
            kind === 'retry' && 'prompt' in Object(cell) ? [placeKey(Object(cell))] : [],
          );
          const again = begun.filter((key) => done.has(key) && !retried.includes(key));
          expect(again).toEqual([]);
        }
        rehearsal.diskIsFull = false;
        rehearsal.take(['kill']);
        rehearsal.running.resume();
        while (rehearsal.underWay.length > 0) rehearsal.take(['end', 0, 'done']);
        expect(rehearsal.kept.size).toBe(places.length);
        const states = new Set([...rehearsal.kept.values()].map(({ state }) => state));
        expect([...states].filter((state) => state === 'cancelled')).toEqual([]);
      },
    ),
    { numRuns: 400 },
  );
});

it('counts each cell once, and as what it is', () => {
  const rehearsal = new Rehearsal('parallel');
  const { running } = rehearsal;
  running.resume();
  const ofColumn = promptCount * repeats;
  expect(running.counts).toEqual(
    Array(columns).fill({ pending: ofColumn - 1, running: 1, done: 0, failed: 0, cancelled: 0 }),
  );
  rehearsal.take(['end', 0, 'failed']);
  running.cancel({ column: 1 });
  expect(running.counts).toEqual([
    { pending: ofColumn - 2, running: 1, done: 0, failed: 1, cancelled: 0 },
    { pending: 0, running: 0, done: 0, failed: 0, cancelled: ofColumn },
    { pending: ofColumn - 1, running: 1, done: 0, failed: 0, cancelled: 0 },
  ]);
  // What failed waits to be run again; given up, it is what it was.
  running.retry({ column: 0 });
  expect(running.counts[0]).toMatchObject({ pending: ofColumn - 1, failed: 0 });
  running.interrupt('The page was closed.');
  expect(running.counts[0]).toMatchObject({ pending: ofColumn - 2, running: 1, failed: 1 });
  expect(running.notice).toBe('The page was closed.');
  running.retry({ prompt: 0, column: 0, repeat: 0 });
  expect(running.notice).toBe(null);
  running.interrupt('The page was closed again.');
  while (rehearsal.underWay.length > 0) rehearsal.take(['end', 0, 'done']);
  expect(rehearsal.stopped).toBe(1);
  expect(running.counts[0]).toMatchObject({
    pending: ofColumn - 2,
    running: 0,
    done: 1,
    failed: 1,
  });
});

it('says once that it has stopped, with the last cells that changed', () => {
  const rehearsal = new Rehearsal('sequential');
  rehearsal.running.resume();
  while (rehearsal.underWay.length > 0) rehearsal.take(['end', 0, 'done']);
  expect(rehearsal.stopped).toBe(1);
  expect(rehearsal.begun).toHaveLength(places.length);
  expect(rehearsal.changed.at(-1)).toMatchObject({ column: columns - 1, state: 'done' });
});

it('has yet to run what could not be written down, and begins nothing more', () => {
  const rehearsal = new Rehearsal('sequential');
  const { running } = rehearsal;
  running.resume();
  rehearsal.diskIsFull = true;
  rehearsal.take(['end', 0, 'done']);
  expect(rehearsal.begun).toHaveLength(1);
  expect(running.notice).toMatch(/^The last answer could not be written down/);
  expect(running.counts[0]).toMatchObject({ pending: promptCount * repeats, done: 0 });
});
