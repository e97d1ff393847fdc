import { describe, expect, it } from 'vitest';
import { keptWindowSchema, openingBounds } from './window-bounds.ts';

const laptop = { x: 0, y: 25, width: 1440, height: 875 };
const left = { x: -1920, y: 0, width: 1920, height: 1080 };
const above = { x: 0, y: -1055, width: 2560, height: 1080 };

describe('a window opens', () => {
  it('at its first size where nothing is known, and where the system puts it', () => {
    expect(openingBounds(null, [laptop])).toEqual({ width: 1280, height: 820 });
  });

  it('no larger than the screen there is', () => {
    const small = { x: 0, y: 0, width: 1024, height: 600 };
    expect(openingBounds(null, [small])).toEqual({ width: 1024, height: 600 });
  });

  it.each([
    ['on the primary screen', { x: 100, y: 60, width: 1000, height: 700 }],
    ['left of it, at negative coordinates', { x: -1800, y: 40, width: 1200, height: 800 }],
    ['above it', { x: 200, y: -1000, width: 1200, height: 800 }],
    ['over two screens', { x: -400, y: 100, width: 1000, height: 700 }],
    ['partly out of sight, but to be taken hold of', { x: 1100, y: 500, width: 900, height: 700 }],
  ])('where it was: %s', (_, bounds) => {
    expect(openingBounds(bounds, [laptop, left, above])).toEqual(bounds);
  });

  it('on what is left when its screen has been taken away', () => {
    const onTheLeft = { x: -1800, y: 40, width: 1200, height: 800 };
    expect(openingBounds(onTheLeft, [laptop])).toEqual({ ...onTheLeft, x: 0 });
    const farRight = { x: 5000, y: 3000, width: 1200, height: 800 };
    expect(openingBounds(farRight, [laptop])).toEqual({
      x: 1440 - 1200,
      y: 25 + 875 - 800,
      width: 1200,
      height: 800,
    });
  });

  it('whole on a screen that is scaled now, and so has fewer pixels', () => {
    const scaled = { x: 0, y: 0, width: 960, height: 520 };
    expect(openingBounds({ x: 300, y: 200, width: 1600, height: 900 }, [scaled])).toEqual({
      x: 300,
      y: 200,
      width: 960,
      height: 520,
    });
  });

  it('with its upper edge within reach', () => {
    const tooHigh = { x: 100, y: -500, width: 1000, height: 700 };
    expect(openingBounds(tooHigh, [laptop])).toEqual({ ...tooHigh, y: 25 });
    const sliver = { x: 1430, y: 100, width: 1000, height: 700 };
    expect(openingBounds(sliver, [laptop])).toEqual({ ...sliver, x: 440 });
  });

  it('on the screen that showed most of it', () => {
    const mostlyLeft = { x: -900, y: -500, width: 1000, height: 700 };
    expect(openingBounds(mostlyLeft, [laptop, left])).toEqual({ ...mostlyLeft, y: 0, x: -1000 });
  });

  it('no smaller than can be used', () => {
    expect(openingBounds({ x: 10, y: 30, width: 1, height: 1 }, [laptop])).toEqual({
      x: 10,
      y: 30,
      width: 720,
      height: 480,
    });
  });
});

it.each([
  null,
  [],
  'text',
  {},
  { x: 0, y: 0, width: 0, height: 100, maximized: false },
  { x: Number.NaN, y: 0, width: 100, height: 100, maximized: false },
  { x: 1e12, y: 0, width: 100, height: 100, maximized: false },
  { x: 0.5, y: 0, width: 100, height: 100, maximized: false },
  { x: 0, y: 0, width: 100, height: 100, maximized: 'yes' },
])('%j is no place of a window', (nonsense) => {
  expect(keptWindowSchema.safeParse(nonsense).success).toBe(false);
});
