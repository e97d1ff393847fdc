import { useEffect, useState } from 'react';
import type { Layout, LayoutInput } from './layout.ts';

/** The layout of `input`, and of the input before it until that is there; null until the first. */
export function useLayout(input: LayoutInput): Layout | null {
  const [layout, setLayout] = useState<Layout | null>(null);
  const [layouter] = useState(() => createLayouter(setLayout));
  useEffect(() => layouter.stop, [layouter]);
  useEffect(() => layouter.ask(input), [layouter, input]);
  return layout;
}

interface Layouter {
  ask(input: LayoutInput): void;
  stop(): void;
}

/**
 * Lays out in a thread of its own, so that the page can be moved and typed in meanwhile. Of what is asked while it works
 * only the last is worked on: a stream brings steps faster than large graphs are laid out.
 */
function createLayouter(onLayout: (layout: Layout) => void): Layouter {
  let worker: Worker | null = null;
  let busy = false;
  let next: LayoutInput | null = null;

  function send(input: LayoutInput): void {
    worker ??= started();
    busy = true;
    worker.postMessage(input);
  }

  function started(): Worker {
    const made = new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module' });
    made.addEventListener('message', ({ data }: MessageEvent<Layout>) => {
      takeNext();
      onLayout(data);
    });
    // One graph that cannot be laid out is not to keep the next from it: what is shown stays until then.
    made.addEventListener('error', takeNext);
    return made;
  }

  function takeNext(): void {
    busy = false;
    if (next === null) return;
    const waiting = next;
    next = null;
    send(waiting);
  }

  return {
    ask(input) {
      if (busy) next = input;
      else send(input);
    },
    stop() {
      worker?.terminate();
      worker = null;
      busy = false;
      next = null;
    },
  };
}
