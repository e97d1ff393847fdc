import type { RunEvent } from '#shared/domain/run.ts';

/** Calls `flush` once, when the page is next drawn or later. */
export type NextFrame = (flush: () => void) => void;

/** The events of one run: those in order and not yet shown, and those that came too early. */
interface Queue {
  nextSeq: number;
  ready: RunEvent[];
  readonly early: Map<number, RunEvent>;
}

/** Puts the events of runs in order and hands them on in batches, one a frame. */
interface RunFeed {
  /** From now on, events of this run are taken. Those of runs never opened are dropped. */
  open(runId: string): void;
  receive(event: RunEvent): void;
}

/**
 * A stream brings a thousand pieces a second; the page changes sixty times. Text waits for the next frame, while
 * a phase or an end is handed on at once, with all that came before it. The end closes the run's queue.
 */
export function createRunFeed(
  deliver: (runId: string, events: readonly RunEvent[]) => void,
  nextFrame: NextFrame,
): RunFeed {
  const queues = new Map<string, Queue>();
  let frameAsked = false;

  function flush(runId: string, queue: Queue): void {
    if (queue.ready.length === 0) return;
    const events = queue.ready;
    queue.ready = [];
    if (isEnd(events.at(-1))) queues.delete(runId);
    deliver(runId, events);
  }

  function flushAll(): void {
    frameAsked = false;
    for (const [runId, queue] of queues) flush(runId, queue);
  }

  return {
    open(runId) {
      queues.set(runId, { nextSeq: 0, ready: [], early: new Map() });
    },
    receive(event) {
      const queue = queues.get(event.runId);
      if (queue === undefined || event.seq < queue.nextSeq) return;
      queue.early.set(event.seq, event);
      let urgent = false;
      for (;;) {
        const next = queue.early.get(queue.nextSeq);
        if (next === undefined) break;
        queue.early.delete(queue.nextSeq);
        queue.nextSeq += 1;
        queue.ready.push(next);
        urgent ||= next.type !== 'text' && next.type !== 'reasoning';
      }
      if (urgent) {
        flush(event.runId, queue);
      } else if (!frameAsked) {
        frameAsked = true;
        nextFrame(flushAll);
      }
    },
  };
}

function isEnd(event: RunEvent | undefined): boolean {
  return event?.type === 'done' || event?.type === 'failed';
}
