import type { Point } from './layout.ts';

/** A line through `points`, straight at its ends and rounded where it turns, as the `d` of an SVG path. */
export function linkPath(points: readonly Point[]): string {
  const [first, ...rest] = points;
  const last = rest.at(-1);
  if (first === undefined || last === undefined) return '';
  const turns = rest.slice(0, -1).map((turn, index) => {
    const after = rest[index + 1] ?? last;
    // The curve bends towards the turn and passes between it and the next.
    const end = index === rest.length - 2 ? after : middle(turn, after);
    return `Q${pair(turn)} ${pair(end)}`;
  });
  return turns.length === 0
    ? `M${pair(first)} L${pair(last)}`
    : `M${pair(first)} ${turns.join(' ')}`;
}

/** Where a word about the line stands: in the middle of it. */
export function linkMiddle(points: readonly Point[]): Point {
  const low = points[Math.floor((points.length - 1) / 2)];
  const high = points[Math.ceil((points.length - 1) / 2)];
  return low === undefined || high === undefined ? { x: 0, y: 0 } : middle(low, high);
}

function middle(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

function pair({ x, y }: Point): string {
  return `${round(x)},${round(y)}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
