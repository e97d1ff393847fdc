import type { CellRunEvent } from '#shared/domain/comparison.ts';
import { type CellRun, cellKey } from './comparison-cells.ts';
import { createPacedFrame } from './paced-frame.ts';
import { advanced, begun } from './run.ts';
import { createRunFeed } from './run-feed.ts';

/** What becomes of the run of a cell, which has its place at `key`; undefined while there is none. */
type Show = (key: string, change: (run: CellRun | undefined) => CellRun | undefined) => void;

/** Puts the events of cells' runs in order, and shows them frame by frame. A run that begins takes the place of the one before. */
export function createCellFeed(show: Show) {
  /** By run. */
  const keys = new Map<string, string>();
  /** By cell. */
  const current = new Map<string, string>();

  const feed = createRunFeed((runId, events) => {
    const key = keys.get(runId);
    if (key === undefined) return;
    show(key, (run) => (run?.id === runId ? advanced(run, events) : run));
  }, createPacedFrame());

  return {
    receive({ place, event }: CellRunEvent): void {
      const key = cellKey(place);
      if (event.seq === 0 && current.get(key) !== event.runId) {
        keys.delete(current.get(key) ?? '');
        keys.set(event.runId, key);
        current.set(key, event.runId);
        feed.open(event.runId);
        show(key, () => ({ ...begun(event.runId, null), textsKept: true }));
      }
      feed.receive(event);
    },
    /** What still comes of those under way is dropped. */
    clear(): void {
      keys.clear();
      current.clear();
    },
  };
}
