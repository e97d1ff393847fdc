import { describe, expect, test } from 'vitest';
import { layOut } from './layout.ts';
import { neighbour } from './neighbour.ts';

const links = [
  { from: 'top', to: 'left' },
  { from: 'top', to: 'right' },
  { from: 'left', to: 'end' },
  { from: 'right', to: 'end' },
];
const { places } = layOut({ ids: ['top', 'left', 'right', 'end'], links });

describe('from one box to the next', () => {
  test('down and up go from layer to layer, and stop at the ends', () => {
    expect(['left', 'right']).toContain(neighbour(places, 'top', 'down'));
    expect(neighbour(places, 'left', 'down')).toBe('end');
    expect(neighbour(places, 'right', 'up')).toBe('top');
    expect(neighbour(places, 'end', 'down')).toBeNull();
  });

  test('left and right stay in the layer', () => {
    const [one, other] =
      (places.get('left')?.x ?? 0) < (places.get('right')?.x ?? 0)
        ? (['left', 'right'] as const)
        : (['right', 'left'] as const);
    expect(neighbour(places, one, 'right')).toBe(other);
    expect(neighbour(places, other, 'left')).toBe(one);
    expect(neighbour(places, one, 'left')).toBeNull();
  });
});
