/** Calls `flush` once, when the page is next drawn or later. */
export type NextFrame = (flush: () => void) => void;

/** Events of one thing that goes on: a run, a draft. `seq` grows by one with each of them, from 0. */
interface Numbered {
  readonly seq: number;
}

interface EventKind<E extends Numbered> {
  /** The id of what the event belongs to. */
  idOf(event: E): string;
  /** Whether it may wait for the next frame, with what comes until then. */
  canWait(event: E): boolean;
  isEnd(event: E): boolean;
}

/** The events of one thing: those in order and not yet shown, and those that came too early. */
interface Queue<E> {
  nextSeq: number;
  ready: E[];
  readonly early: Map<number, E>;
}

/** Puts events in order and hands them on in batches, those of one id a frame. */
export interface EventFeed<E> {
  /** From now on, events of this id are taken. Those of ids never opened are dropped. */
  open(id: string): void;
  receive(event: E): void;
}

/**
 * A stream brings a thousand pieces a second; the page changes sixty times. Pieces wait for the next frame, while
 * a phase or an end is handed on at once, with all that came before it. The end closes the queue. Where several go on,
 * they take turns: to draw six answers takes six times as long as one, and no frame has the time.
 */
export function createEventFeed<E extends Numbered>(
  { idOf, canWait, isEnd }: EventKind<E>,
  deliver: (id: string, events: readonly E[]) => void,
  nextFrame: NextFrame,
): EventFeed<E> {
  const queues = new Map<string, Queue<E>>();
  /** Ids whose turn has yet to come, next first. */
  const waiting = new Set<string>();
  let frameAsked = false;

  function flush(id: string, queue: Queue<E>): void {
    const last = queue.ready.at(-1);
    if (last === undefined) return;
    const events = queue.ready;
    queue.ready = [];
    if (isEnd(last)) queues.delete(id);
    deliver(id, events);
  }

  function takeTurn(): void {
    frameAsked = false;
    const [id] = waiting;
    const queue = id === undefined ? undefined : queues.get(id);
    if (id !== undefined) waiting.delete(id);
    if (id !== undefined && queue !== undefined) flush(id, queue);
    askForFrame();
  }

  function askForFrame(): void {
    if (frameAsked || waiting.size === 0) return;
    frameAsked = true;
    nextFrame(takeTurn);
  }

  return {
    open(id) {
      queues.set(id, { nextSeq: 0, ready: [], early: new Map() });
    },
    receive(event) {
      const id = idOf(event);
      const queue = queues.get(id);
      if (queue === undefined || event.seq < queue.nextSeq) return;
      queue.early.set(event.seq, event);
      let urgent = false;
      for (;;) {
        const next = queue.early.get(queue.nextSeq);
        if (next === undefined) break;
        queue.early.delete(queue.nextSeq);
        queue.nextSeq += 1;
        queue.ready.push(next);
        urgent ||= !canWait(next);
      }
      if (urgent) {
        waiting.delete(id);
        flush(id, queue);
      } else if (queue.ready.length > 0) {
        waiting.add(id);
        askForFrame();
      }
    },
  };
}
