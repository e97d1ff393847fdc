import type { Log } from './log.ts';
import { whereabouts } from './whereabouts.ts';

/** Runs what nobody waits for. */
export type InBackground = (failed: string, task: () => Promise<void>) => void;

/** A failure shows again at the next try of the same, and is only logged, under the sentence given. */
export function inBackgroundWith(log: Log): InBackground {
  return (failed, task) => {
    task().catch((error: unknown) => log.warn(failed, { ...whereabouts(error) }));
  };
}
