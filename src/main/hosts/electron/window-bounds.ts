import { z } from 'zod';

const coordinate = z.number().int().min(-100_000).max(100_000);
const length = z.number().int().min(1).max(100_000);

export const keptWindowSchema = z.object({
  x: coordinate,
  y: coordinate,
  width: length,
  height: length,
  maximized: z.boolean(),
});

/** A window as it was last: where it stands when it is not maximised, and whether it was. */
export type KeptWindow = Readonly<z.infer<typeof keptWindowSchema>>;

/** In the pixels of Electron, of which a scaled screen has fewer. */
interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const smallestWindow = { width: 720, height: 480 };
const firstWindow = { width: 1280, height: 820 };

/** By so much of its upper edge a window can be taken hold of. */
const handle = { width: 160, height: 32 };

/**
 * Where a window opens: where it was, as far as there still is a screen there. One that could not be reached, or is
 * larger than its screen, is brought onto it.
 *
 * @param kept null: nothing is known, and the system decides where
 * @param screens the parts of the screens that windows may take, the primary one first; at least one
 */
export function openingBounds(
  kept: Area | null,
  screens: readonly [Area, ...(readonly Area[])],
): { readonly x?: number; readonly y?: number; readonly width: number; readonly height: number } {
  const [primary] = screens;
  if (kept === null) return fitted(firstWindow, primary);
  const { x, y } = kept;
  const before = { x, y, ...atLeast(kept) };
  // Over two screens perhaps, and on purpose.
  if (isWhollyOn(before, screens)) return before;
  const home = screens.reduce((best, one) =>
    overlap(before, one) > overlap(before, best) ? one : best,
  );
  const placed = { x, y, ...fitted(before, home) };
  return isReachable(placed, screens) ? placed : broughtOnto(placed, home);
}

function atLeast({ width, height }: Pick<Area, 'width' | 'height'>) {
  return {
    width: Math.max(width, smallestWindow.width),
    height: Math.max(height, smallestWindow.height),
  };
}

function fitted({ width, height }: Pick<Area, 'width' | 'height'>, screen: Area) {
  return { width: Math.min(width, screen.width), height: Math.min(height, screen.height) };
}

function broughtOnto(window: Area, screen: Area): Area {
  return {
    ...window,
    x: clamp(window.x, screen.x, screen.x + screen.width - window.width),
    y: clamp(window.y, screen.y, screen.y + screen.height - window.height),
  };
}

function isWhollyOn(window: Area, screens: readonly Area[]): boolean {
  const visible = screens.reduce((sum, screen) => sum + overlap(window, screen), 0);
  return visible === window.width * window.height;
}

function isReachable({ x, y, width }: Area, screens: readonly Area[]): boolean {
  const edge = { x, y, width, height: handle.height };
  return screens.some((screen) => overlap(edge, screen) >= handle.width * handle.height);
}

/** In square pixels. */
function overlap(one: Area, other: Area): number {
  const width = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
  const height = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  return Math.max(0, width) * Math.max(0, height);
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}
