import fc from 'fast-check';
import { expect, test } from 'vitest';
import { effectiveDefault } from './effective-default.ts';

test('there is none while there are no configurations', () => {
  expect(effectiveDefault([], null)).toBeNull();
  expect(effectiveDefault([], 'gone')).toBeNull();
});

test('the marked one, wherever it stands', () => {
  expect(effectiveDefault(['a', 'b', 'c'], 'a')).toEqual({ id: 'a', reason: 'marked' });
  expect(effectiveDefault(['a', 'b', 'c'], 'c')).toEqual({ id: 'c', reason: 'marked' });
});

test('else the one created last', () => {
  expect(effectiveDefault(['a', 'b', 'c'], null)).toEqual({ id: 'c', reason: 'most-recent' });
});

test('a mark on one that is gone counts for nothing', () => {
  expect(effectiveDefault(['a', 'b'], 'gone')).toEqual({ id: 'b', reason: 'most-recent' });
});

test('with any configuration there is exactly one answer, and it exists', () => {
  const ids = fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(ids, fc.option(fc.nat(), { nil: null }), (all, mark) => {
      const marked = mark === null ? null : (all[mark % all.length] ?? null);
      const answer = effectiveDefault(all, marked);
      expect(answer).toEqual(
        marked === null
          ? { id: all.at(-1), reason: 'most-recent' }
          : { id: marked, reason: 'marked' },
      );
    }),
  );
});
