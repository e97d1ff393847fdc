import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KeyFilter } from './key-filter.ts';

const key = 'canary-of-the-key-filter-test';

function through(deltas: readonly string[], hidden: string | null = key): string {
  const filter = new KeyFilter(hidden);
  return deltas.map((delta) => filter.push(delta)).join('') + filter.end();
}

test('takes a key out, however it is cut', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(60)), (cuts) => {
      const text = `before ${key} after ${key}`;
      const places = [0, ...cuts.sort((one, other) => one - other), text.length];
      const deltas = places.slice(1).map((end, at) => text.slice(places[at], end));
      expect(through(deltas)).toBe('before [key] after [key]');
    }),
  );
});

test('loses nothing of a text without the key', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string(), fc.constant('canary-'), fc.constant('c'))),
      (deltas) => {
        expect(through(deltas)).toBe(deltas.join(''));
      },
    ),
  );
});

test('holds back only what may be the start of the key', () => {
  const filter = new KeyFilter(key);
  expect(filter.push('The can')).toBe('The ');
  expect(filter.push('did sang')).toBe('candid sang');
});

test('leaves alone the words that local servers are given as a key', () => {
  expect(through(['lm-studio is free'], 'lm-studio')).toBe('lm-studio is free');
  expect(through(['none'], null)).toBe('none');
});
