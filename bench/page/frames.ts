/** The times from frame to frame of a page, noted in the page and taken from it. */
import type { Page } from 'playwright';

interface FrameTimes {
  deltas: number[];
  counting: boolean;
}

/** Begins to note the time from each frame to the next. */
export function countFrames(): void {
  const frames: FrameTimes = { deltas: [], counting: true };
  Object.assign(globalThis, { frames });
  let last: number | null = null;
  const frame = (at: number) => {
    if (frames.counting && last !== null) frames.deltas.push(at - last);
    last = frames.counting ? at : null;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

/** Those noted since it was last asked. */
export function takeFrames(page: Page): Promise<readonly number[]> {
  return page.evaluate(() => {
    const { frames } = globalThis as unknown as { frames: FrameTimes };
    return frames.deltas.splice(0);
  });
}

export function setCounting(page: Page, counting: boolean): Promise<void> {
  return page.evaluate((wanted) => {
    const { frames } = globalThis as unknown as { frames: FrameTimes };
    frames.counting = wanted;
  }, counting);
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** @param limitMs what a frame is to stay below */
export function frameWords(values: readonly number[], limitMs: number): string {
  const over = values.filter((value) => value > limitMs).length / values.length;
  return (
    `median ${quantile(values, 0.5).toFixed(1)} ms, 95th percentile ${quantile(values, 0.95).toFixed(1)} ms, ` +
    `longest ${Math.max(...values).toFixed(0)} ms, ${(over * 100).toFixed(1)} % over ${limitMs} ms (${values.length} frames)`
  );
}
