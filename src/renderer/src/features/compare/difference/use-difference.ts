import { useEffect, useState } from 'react';
import type { Difference } from './word-difference.ts';

export type DifferenceState =
  | { readonly state: 'working' }
  | { readonly state: 'done'; readonly difference: Difference | null }
  | { readonly state: 'failed' };

const working: DifferenceState = { state: 'working' };

/** What tells two texts apart, found in a worker. Other texts end the worker that is at the old ones. */
export function useDifference(first: string, second: string): DifferenceState {
  const [found, setFound] = useState<DifferenceState>(working);

  useEffect(() => {
    setFound(working);
    const worker = new Worker(new URL('./difference.worker.ts', import.meta.url), {
      type: 'module',
    });
    worker.addEventListener('message', ({ data }: MessageEvent<Difference | null>) => {
      setFound({ state: 'done', difference: data });
      worker.terminate();
    });
    worker.addEventListener('error', () => setFound({ state: 'failed' }));
    worker.postMessage([first, second]);
    return () => worker.terminate();
  }, [first, second]);

  return found;
}
