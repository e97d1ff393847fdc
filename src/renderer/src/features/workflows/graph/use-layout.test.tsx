import { act, renderHook } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { type LayoutInput, layOut } from './layout.ts';
import { useLayout } from './use-layout.ts';

/** The thread that lays out, which works when it is told to. */
class LayoutThread extends EventTarget {
  static current: LayoutThread | null = null;
  readonly asked: LayoutInput[] = [];

  constructor() {
    super();
    LayoutThread.current = this;
  }

  postMessage(input: LayoutInput): void {
    this.asked.push(input);
  }

  terminate(): void {}

  answer(): void {
    const [input] = this.asked.splice(0, 1);
    if (input === undefined) throw new Error('Nothing was asked.');
    act(() => void this.dispatchEvent(new MessageEvent('message', { data: layOut(input) })));
  }

  fail(): void {
    this.asked.splice(0, 1);
    act(() => void this.dispatchEvent(new Event('error')));
  }
}

const steps = (...ids: readonly string[]): LayoutInput => ({ ids, links: [] });

function laidOut(first: LayoutInput) {
  const view = renderHook(({ input }) => useLayout(input), { initialProps: { input: first } });
  const thread = LayoutThread.current;
  if (thread === null) throw new Error('No thread was started.');
  return {
    thread,
    ask: (input: LayoutInput) => view.rerender({ input }),
    places: () => [...(view.result.current?.places.keys() ?? [])],
  };
}

beforeEach(() => {
  vi.stubGlobal('Worker', LayoutThread);
  return () => vi.unstubAllGlobals();
});

test('of what is asked meanwhile, only the last is laid out', () => {
  const { thread, ask, places } = laidOut(steps('a'));
  ask(steps('a', 'b'));
  ask(steps('a', 'b', 'c'));
  thread.answer();
  expect(places()).toEqual(['a']);
  thread.answer();
  expect(places()).toEqual(['a', 'b', 'c']);
});

test('a graph that cannot be laid out keeps the one before, and does not keep the next from it', () => {
  const { thread, ask, places } = laidOut(steps('a'));
  thread.answer();
  ask(steps('odd'));
  ask(steps('a', 'b'));
  thread.fail();
  expect(places()).toEqual(['a']);
  thread.answer();
  expect(places()).toEqual(['a', 'b']);
  ask(steps('odd'));
  thread.fail();
  ask(steps('c'));
  thread.answer();
  expect(places()).toEqual(['c']);
});
