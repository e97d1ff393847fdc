import { expect, test } from 'vitest';
import { TestClock } from '../generation/test-clock.ts';
import { ProgressAnnouncer } from './progress-announcer.ts';

function announcing() {
  const clock = new TestClock();
  const said: (readonly string[])[] = [];
  return { clock, said, announcer: new ProgressAnnouncer<string>(clock, (all) => said.push(all)) };
}

test('the first comes at once, what follows soon after is joined', () => {
  const { clock, said, announcer } = announcing();
  announcer.note('a');
  for (const one of ['a', 'b', 'a', 'b']) {
    announcer.note(one);
    clock.advance(10);
  }
  expect(said).toEqual([['a']]);
  clock.advance(160);
  expect(said).toEqual([['a'], ['a', 'b']]);
});

test('a second of lines, sixteen a pull, makes at most six announcements for any number of pulls', () => {
  const { clock, said, announcer } = announcing();
  for (let ms = 0; ms < 1_000; ms += 60) {
    for (const one of ['a', 'b', 'c']) announcer.note(one);
    clock.advance(60);
  }
  expect(said.length).toBeLessThanOrEqual(6);
});

test('nothing is announced where nothing has come further', () => {
  const { clock, said, announcer } = announcing();
  announcer.note('a');
  clock.advance(10_000);
  expect(said).toHaveLength(1);
  expect(clock.pending).toBe(0);
});
