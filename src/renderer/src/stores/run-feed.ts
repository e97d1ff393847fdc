import type { RunEvent } from '#shared/domain/run.ts';
import { createEventFeed, type EventFeed, type NextFrame } from './event-feed.ts';

/** Puts the events of runs in order; text and reasoning wait for the next frame. */
export function createRunFeed(
  deliver: (runId: string, events: readonly RunEvent[]) => void,
  nextFrame: NextFrame,
): EventFeed<RunEvent> {
  return createEventFeed(
    {
      idOf: ({ runId }) => runId,
      canWait: ({ type }) => type === 'text' || type === 'reasoning',
      isEnd: ({ type }) => type === 'done' || type === 'failed',
    },
    deliver,
    nextFrame,
  );
}
