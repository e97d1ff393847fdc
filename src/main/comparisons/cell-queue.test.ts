import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CellPlace, ComparisonOrder } from '#shared/domain/comparison.ts';
import { CellQueue, placeKey } from './cell-queue.ts';

const shape = { columns: 3, prompts: 4, repeats: 2 };

const everyPlace: readonly CellPlace[] = Array.from({ length: shape.prompts }, (_p, prompt) =>
  Array.from({ length: shape.columns }, (_c, column) =>
    Array.from({ length: shape.repeats }, (_r, repeat) => ({ prompt, column, repeat })),
  ),
).flat(2);

const somePlaces = fc.subarray([...everyPlace]);

/** What may happen to a queue, in any order. */
const step = fc.oneof(
  somePlaces.map((places) => ({ kind: 'add' as const, places })),
  fc.record({ kind: fc.constant('begin' as const) }),
  fc.nat(shape.columns - 1).map((column) => ({ kind: 'end' as const, column })),
  fc
    .oneof(
      fc.constant(null),
      fc.nat(shape.columns - 1).map((column) => ({ column })),
      fc.constantFrom(...everyPlace),
    )
    .map((part) => ({ kind: 'drop' as const, part })),
);

const order = fc.constantFrom<ComparisonOrder>('parallel', 'sequential');

/** Begins and ends all that is left; gives the order in which it began. */
function runOut(queue: CellQueue): CellPlace[] {
  const begun: CellPlace[] = [];
  for (;;) {
    for (let next = queue.begin(); next !== null; next = queue.begin()) begun.push(next);
    const [first] = queue.underWay;
    if (first === undefined) return begun;
    queue.ended(first.column);
  }
}

it('begins each cell that was added once, unless it was dropped, whatever happens in between', () => {
  fc.assert(
    fc.property(order, fc.array(step, { maxLength: 60 }), (given, steps) => {
      const queue = new CellQueue(given, shape.columns);
      // A plain account of what should be waiting and under way.
      const waiting = new Set<number>();
      const underWay = new Map<number, number>();
      for (const one of steps) {
        if (one.kind === 'add') {
          const added = queue.add(one.places).map(placeKey);
          const isNew = (key: number) => !waiting.has(key) && ![...underWay.values()].includes(key);
          expect(added).toEqual(one.places.map(placeKey).filter(isNew));
          for (const key of added) waiting.add(key);
        } else if (one.kind === 'begin') {
          const begun = queue.begin();
          if (begun === null) continue;
          expect(waiting.delete(placeKey(begun))).toBe(true);
          expect(underWay.has(begun.column)).toBe(false);
          underWay.set(begun.column, placeKey(begun));
        } else if (one.kind === 'end') {
          queue.ended(one.column);
          underWay.delete(one.column);
        } else {
          for (const place of queue.drop(one.part)) {
            expect(waiting.delete(placeKey(place))).toBe(true);
          }
        }
        if (given === 'sequential') expect(underWay.size).toBeLessThanOrEqual(1);
        expect(queue.underWay.map(placeKey).sort()).toEqual([...underWay.values()].sort());
        expect(queue.isEmpty).toBe(waiting.size + underWay.size === 0);
      }
      expect(runOut(queue).map(placeKey).sort()).toEqual([...waiting].sort());
      expect(queue.isEmpty).toBe(true);
    }),
    { numRuns: 500 },
  );
});

it('lets every column that has something to do be under way, where they run in parallel', () => {
  fc.assert(
    fc.property(somePlaces, (places) => {
      const queue = new CellQueue('parallel', shape.columns);
      queue.add(places);
      while (queue.begin() !== null);
      const columns = new Set(places.map(({ column }) => column));
      expect(new Set(queue.underWay.map(({ column }) => column))).toEqual(columns);
    }),
  );
});

it('finishes one column before the next begins, where they run one after the other', () => {
  const queue = new CellQueue('sequential', shape.columns);
  queue.add(everyPlace);
  const columns = runOut(queue).map(({ column }) => column);
  expect(columns).toEqual(columns.toSorted((one, other) => one - other));
  expect(columns).toHaveLength(everyPlace.length);
});

it('runs a column’s cells in the order they were added, and those added later before them', () => {
  const queue = new CellQueue('parallel', 1);
  const cell = (prompt: number): CellPlace => ({ prompt, column: 0, repeat: 0 });
  queue.add([cell(0), cell(1), cell(2)]);
  expect(queue.begin()).toEqual(cell(0));
  queue.ended(0);
  queue.add([cell(0), cell(3)]);
  expect(runOut(queue)).toEqual([cell(0), cell(3), cell(1), cell(2)]);
});

it('has dropped a part and nothing else', () => {
  const queue = new CellQueue('parallel', shape.columns);
  queue.add(everyPlace);
  const begun = queue.begin();
  expect(queue.drop({ column: 0 })).toHaveLength(shape.prompts * shape.repeats - 1);
  expect(queue.underWay).toEqual([begun]);
  expect(queue.drop({ prompt: 2, column: 1, repeat: 1 })).toEqual([
    { prompt: 2, column: 1, repeat: 1 },
  ]);
  expect(runOut(queue).map(({ column }) => column)).not.toContain(0);
});
