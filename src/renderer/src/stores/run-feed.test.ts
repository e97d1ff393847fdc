import { expect, test } from 'vitest';
import type { RunEvent } from '#shared/domain/run.ts';
import { createRunFeed } from './run-feed.ts';

function text(seq: number, delta = String(seq), runId = 'a'): RunEvent {
  return { runId, seq, type: 'text', delta };
}

function failedAt(seq: number): RunEvent {
  const timing = {
    startedAt: '2026-11-01T08:00:00.000Z',
    timeToFirstTokenMs: null,
    totalMs: 1,
    loadMs: null,
    tokensPerSecond: null,
  };
  return { runId: 'a', seq, type: 'failed', error: { code: 'x', message: 'No.' }, timing };
}

function setUp() {
  const delivered: (readonly RunEvent[])[] = [];
  const frames: (() => void)[] = [];
  const feed = createRunFeed(
    (_, events) => delivered.push(events),
    (flush) => frames.push(flush),
  );
  feed.open('a');
  return { feed, delivered, frames, seqs: () => delivered.map((one) => one.map(({ seq }) => seq)) };
}

test('what arrives between two frames is delivered as one batch', () => {
  const { feed, frames, seqs } = setUp();
  for (let seq = 0; seq < 5; seq += 1) feed.receive(text(seq));
  expect(seqs()).toEqual([]);
  expect(frames).toHaveLength(1);
  frames[0]?.();
  expect(seqs()).toEqual([[0, 1, 2, 3, 4]]);
});

test('an end does not wait for a frame, and brings what came before it', () => {
  const { feed, seqs } = setUp();
  feed.receive(text(0));
  feed.receive(failedAt(1));
  expect(seqs()).toEqual([[0, 1]]);
});

test('events out of order are put in order, and repeated ones are dropped', () => {
  const { feed, frames, seqs } = setUp();
  feed.receive(text(2));
  feed.receive(text(0));
  feed.receive(text(0));
  frames.splice(0).forEach((flush) => {
    flush();
  });
  expect(seqs()).toEqual([[0]]);
  feed.receive(text(1));
  feed.receive(text(1));
  frames.splice(0).forEach((flush) => {
    flush();
  });
  expect(seqs()).toEqual([[0], [1, 2]]);
});

test('events of a run that was never opened, or has ended, are dropped', () => {
  const { feed, frames, seqs } = setUp();
  feed.receive(text(0, 'x', 'other'));
  feed.receive(failedAt(0));
  feed.receive(text(1));
  frames.forEach((flush) => {
    flush();
  });
  expect(seqs()).toEqual([[0]]);
});

test('several runs take turns, one a frame', () => {
  const { feed, delivered, frames } = setUp();
  feed.open('b');
  const drawn = () => {
    frames.shift()?.();
    return delivered.splice(0).map((events) => events.map(({ runId, seq }) => `${runId}${seq}`));
  };
  feed.receive(text(0, 'x', 'a'));
  feed.receive(text(0, 'x', 'b'));
  feed.receive(text(1, 'x', 'a'));
  expect(drawn()).toEqual([['a0', 'a1']]);
  feed.receive(text(2, 'x', 'a'));
  expect(drawn()).toEqual([['b0']]);
  expect(drawn()).toEqual([['a2']]);
  expect(frames).toEqual([]);
});
