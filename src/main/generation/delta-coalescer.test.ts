import { beforeEach, expect, test } from 'vitest';
import { DeltaCoalescer } from './delta-coalescer.ts';
import { TestClock } from './test-clock.ts';

let clock: TestClock;
let sent: string[];
let deltas: DeltaCoalescer;

beforeEach(() => {
  clock = new TestClock();
  sent = [];
  deltas = new DeltaCoalescer(clock, (type, delta) => sent.push(`${type}: ${delta}`));
});

test('the first delta goes out at once', () => {
  deltas.push('text', 'a');
  expect(sent).toEqual(['text: a']);
});

test('those that follow soon go out together', () => {
  for (const delta of 'abcd') deltas.push('text', delta);
  clock.advance(29);
  expect(sent).toEqual(['text: a']);
  clock.advance(1);
  expect(sent).toEqual(['text: a', 'text: bcd']);
});

test('one that comes after a pause goes out at once', () => {
  deltas.push('text', 'a');
  clock.advance(30);
  deltas.push('text', 'b');
  expect(sent).toEqual(['text: a', 'text: b']);
});

test('reasoning and text keep their order and stay apart', () => {
  deltas.push('reasoning', 'a');
  deltas.push('reasoning', 'b');
  deltas.push('text', 'c');
  deltas.flush();
  expect(sent).toEqual(['reasoning: a', 'reasoning: b', 'text: c']);
});

test('nothing is sent twice or without content', () => {
  deltas.push('text', '');
  deltas.push('text', 'a');
  deltas.push('text', 'b');
  deltas.flush();
  deltas.flush();
  clock.advance(1_000);
  expect(sent).toEqual(['text: a', 'text: b']);
  expect(clock.pending).toBe(0);
});

test('much text is not held back', () => {
  deltas.push('text', 'a');
  deltas.push('text', 'b'.repeat(64 * 1024));
  expect(sent).toHaveLength(2);
});

test('a thousand tokens a second cost no more than 35 events', () => {
  for (let token = 0; token < 1_000; token += 1) {
    deltas.push('text', 'x');
    clock.advance(1);
  }
  deltas.flush();
  expect(sent.length).toBeLessThanOrEqual(35);
  expect(sent.join('').replaceAll('text: ', '')).toBe('x'.repeat(1_000));
});
