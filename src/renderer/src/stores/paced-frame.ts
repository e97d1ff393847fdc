import type { NextFrame } from './event-feed.ts';

/** Costs below this, in milliseconds, leave enough of a frame for everything else. */
const cheap = 8;

/**
 * The next animation frame, but where showing what the last one brought took long, only after as long again: so
 * that half of the time stays free for typing and clicking, however fast the stream and however slow the machine.
 */
export function createPacedFrame(): NextFrame {
  let restUntil = 0;

  function run(flush: () => void): void {
    const began = performance.now();
    flush();
    // A task of its own comes after the rendering, so that its cost is in.
    setTimeout(() => {
      const ended = performance.now();
      const cost = ended - began;
      restUntil = cost > cheap ? ended + cost : 0;
    });
  }

  return (flush) => {
    const rest = restUntil - performance.now();
    if (rest > 0) setTimeout(() => requestAnimationFrame(() => run(flush)), rest);
    else requestAnimationFrame(() => run(flush));
  };
}
