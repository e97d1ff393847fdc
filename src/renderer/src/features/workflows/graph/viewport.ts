import { boxSize, type Layout, type Point } from './layout.ts';

/** How a drawing is seen: `x` and `y` of its origin in pixels of the window it is seen through. */
export interface View {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

export const zoomLimits = { least: 0.02, most: 1.6 } as const;

/** Below this the words in the boxes cannot be read. */
const readable = 0.7;
const margin = 24;

/** The whole drawing, no larger than life. */
export function wholeView(places: Layout['places'], size: Size): View {
  const bounds = boundsOf(places);
  const fitting = Math.min(
    (size.width - 2 * margin) / bounds.width,
    (size.height - 2 * margin) / bounds.height,
    1,
  );
  const zoom = Math.max(fitting, zoomLimits.least);
  return {
    zoom,
    x: (size.width - bounds.width * zoom) / 2 - bounds.x * zoom,
    y: (size.height - bounds.height * zoom) / 2 - bounds.y * zoom,
  };
}

/**
 * The whole drawing where it can be read so; else as much as can be, from its beginning or at its end.
 *
 * @param at the end is where a drawing grows
 */
export function readableView(places: Layout['places'], size: Size, at: 'start' | 'end'): View {
  const whole = wholeView(places, size);
  if (whole.zoom >= readable) return whole;
  const bounds = boundsOf(places);
  const zoom = readable;
  const wide = bounds.width * zoom > size.width - 2 * margin;
  const tall = bounds.height * zoom > size.height - 2 * margin;
  const outermost = furthest(places, at === 'start' ? -1 : 1);
  const middle = wide ? outermost.x + boxSize.width / 2 : bounds.x + bounds.width / 2;
  return {
    zoom,
    x: size.width / 2 - middle * zoom,
    y:
      tall && at === 'end'
        ? size.height - margin - (bounds.y + bounds.height) * zoom
        : margin - bounds.y * zoom,
  };
}

/** The view moved as little as needed for the whole box at `place` to be seen; the same where it is. */
export function showing(view: View, place: Point, size: Size): View {
  const left = place.x * view.zoom + view.x;
  const top = place.y * view.zoom + view.y;
  return {
    zoom: view.zoom,
    x: view.x + moveInto(left, boxSize.width * view.zoom, size.width),
    y: view.y + moveInto(top, boxSize.height * view.zoom, size.height),
  };
}

function moveInto(start: number, length: number, room: number): number {
  if (start < margin) return margin - start;
  return Math.min(0, room - margin - (start + length));
}

/** The box that is furthest up, for -1, or down. */
function furthest(places: Layout['places'], sign: 1 | -1): Point {
  return [...places.values()].reduce((found, place) =>
    sign * place.y > sign * found.y ? place : found,
  );
}

function boundsOf(places: Layout['places']): Size & Point {
  const all = [...places.values()];
  const x = Math.min(...all.map((place) => place.x));
  const y = Math.min(...all.map((place) => place.y));
  return {
    x,
    y,
    width: Math.max(...all.map((place) => place.x)) + boxSize.width - x,
    height: Math.max(...all.map((place) => place.y)) + boxSize.height - y,
  };
}
