import { boxSize, type Point } from './layout.ts';

export type Direction = 'up' | 'down' | 'left' | 'right';

type Places = ReadonlyMap<string, Point>;

/** The box to go to from `id`: the next one in its own layer, or the nearest in the next layer; null at the end. */
export function neighbour(places: Places, id: string, direction: Direction): string | null {
  const here = places.get(id);
  if (here === undefined) return null;
  const there = [...places].filter(([other]) => other !== id);
  switch (direction) {
    case 'left':
    case 'right': {
      const sign = direction === 'left' ? -1 : 1;
      const beside = there.filter(
        ([, { x, y }]) => sameLayer(y, here.y) && Math.sign(x - here.x) === sign,
      );
      return nearest(beside, here);
    }
    case 'up':
    case 'down': {
      const sign = direction === 'up' ? -1 : 1;
      const beyond = there.filter(
        ([, { y }]) => !sameLayer(y, here.y) && Math.sign(y - here.y) === sign,
      );
      const layer = Math.min(...beyond.map(([, { y }]) => Math.abs(y - here.y)));
      return nearest(
        beyond.filter(([, { y }]) => sameLayer(Math.abs(y - here.y), layer)),
        here,
      );
    }
  }
}

function sameLayer(one: number, other: number): boolean {
  return Math.abs(one - other) < boxSize.height / 2;
}

function nearest(among: readonly (readonly [string, Point])[], { x }: Point): string | null {
  const distances = among.map(([id, place]) => ({ id, distance: Math.abs(place.x - x) }));
  return distances.sort((a, b) => a.distance - b.distance)[0]?.id ?? null;
}
