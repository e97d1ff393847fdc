import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PullLine } from '../providers/ollama-shapes.ts';
import { PullMeter } from './pull-meter.ts';

const nothing = { completedBytes: 0, totalBytes: null };

/** Of one layer: its size, and how much of it there is at one time after the other, as a server tells it. */
const layer = fc
  .tuple(
    fc.integer({ min: 1, max: 10 ** 12 }),
    fc.array(fc.double({ min: 0, max: 1, noNaN: true })),
  )
  .map(([total, shares]) => ({
    total,
    // Ollama goes back when a part of a layer has to be loaded anew.
    completed: [...shares.map((share) => Math.floor(total * share)), total],
  }));

/** Several layers at once or one after the other: Ollama's order is its own. */
function linesOf(layers: readonly { total: number; completed: number[] }[]) {
  const ofLayers = layers.map(({ total, completed }, index) => [
    { status: 'pulling', digest: `${index}`, total },
    ...completed.map((bytes) => ({
      status: 'pulling',
      digest: `${index}`,
      total,
      completed: bytes,
    })),
  ]);
  return fc
    .infiniteStream(fc.nat({ max: Math.max(0, layers.length - 1) }))
    .map((choices): PullLine[] => {
      const left = ofLayers.map((lines) => [...lines]);
      const lines: PullLine[] = [];
      for (const choice of choices) {
        const next = left[choice]?.shift() ?? left.find((some) => some.length > 0)?.shift();
        if (next === undefined) break;
        lines.push(next);
      }
      return lines;
    });
}

const pull = fc.array(layer, { minLength: 1, maxLength: 6 }).chain((layers) =>
  fc.record({
    lines: linesOf(layers),
    size: fc.constant(layers.reduce((sum, { total }) => sum + total, 0)),
  }),
);

test('bytes never go back, never pass the total, and end at it, whatever the order of the layers', () => {
  fc.assert(
    fc.property(pull, ({ lines, size }) => {
      const meter = new PullMeter(nothing);
      let before = 0;
      for (const line of lines) {
        meter.note(line);
        expect(meter.completedBytes).toBeGreaterThanOrEqual(before);
        expect(meter.completedBytes).toBeLessThanOrEqual(meter.totalBytes ?? 0);
        before = meter.completedBytes;
      }
      expect([meter.completedBytes, meter.totalBytes, meter.remainingBytes]).toEqual([
        size,
        size,
        0,
      ]);
      meter.finish();
      expect([meter.completedBytes, meter.totalBytes]).toEqual([size, size]);
    }),
  );
});

test('bytes do not go back either when a pull goes on, though the server may have lost some, or all', () => {
  fc.assert(
    fc.property(pull, fc.double({ min: 0, max: 1, noNaN: true }), ({ lines, size }, share) => {
      const meter = new PullMeter(nothing);
      for (const line of lines.slice(0, Math.floor(lines.length * share))) meter.note(line);
      let before = meter.completedBytes;
      meter.begin();
      expect(meter.completedBytes).toBe(before);
      for (const line of lines) {
        meter.note(line);
        expect(meter.completedBytes).toBeGreaterThanOrEqual(before);
        before = meter.completedBytes;
      }
      meter.finish();
      expect([meter.completedBytes, meter.totalBytes]).toEqual([size, size]);
    }),
  );
});

test('shows exactly what the server has said, added up over the layers', () => {
  const meter = new PullMeter(nothing);
  const shown: (number | null)[][] = [];
  for (const [digest, total, completed] of [
    ['a', 100, undefined],
    ['a', 100, 40],
    ['b', 10, undefined],
    ['a', 100, 90],
    ['b', 10, 10],
    ['a', 100, 100],
  ] as const) {
    meter.note({ status: '', digest, total, ...(completed !== undefined && { completed }) });
    shown.push([meter.completedBytes, meter.totalBytes]);
  }
  expect(shown).toEqual([
    [0, 100],
    [40, 100],
    [40, 110],
    [90, 110],
    [100, 110],
    [110, 110],
  ]);
});

test('what was there before does not count as having arrived', () => {
  const meter = new PullMeter(nothing);
  meter.note({ status: '', digest: 'a', total: 100, completed: 60 });
  meter.note({ status: '', digest: 'a', total: 100, completed: 75 });
  expect([meter.completedBytes, meter.arrivedBytes, meter.remainingBytes]).toEqual([75, 15, 25]);
});

test('a model that has become smaller since ends at its size', () => {
  const meter = new PullMeter({ completedBytes: 900, totalBytes: 1_000 });
  meter.note({ status: '', digest: 'a', total: 500, completed: 500 });
  expect([meter.completedBytes, meter.totalBytes]).toEqual([900, 1_000]);
  meter.finish();
  expect([meter.completedBytes, meter.totalBytes]).toEqual([500, 500]);
});

test('lines that speak of no layer change nothing', () => {
  const meter = new PullMeter(nothing);
  meter.note({ status: 'pulling manifest' });
  expect([meter.completedBytes, meter.totalBytes]).toEqual([0, null]);
});
