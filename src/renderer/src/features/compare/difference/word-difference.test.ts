import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Difference, wordDifference } from './word-difference.ts';

function without(kind: 'added' | 'removed', { parts }: Difference): string {
  return parts
    .filter((part) => part.kind !== kind)
    .map(({ text }) => text)
    .join('');
}

test('words that differ are told from those that do not', () => {
  expect(wordDifference('The well is deep.', 'The well is dry.')).toEqual({
    grain: 'words',
    parts: [
      { kind: 'same', text: 'The well is ' },
      { kind: 'removed', text: 'deep' },
      { kind: 'added', text: 'dry' },
      { kind: 'same', text: '.' },
    ],
  });
});

test('equal texts have no difference', () => {
  expect(wordDifference('Deep.', 'Deep.')?.parts).toEqual([{ kind: 'same', text: 'Deep.' }]);
});

test('the parts make both texts again, whatever they are', () => {
  const words = fc.array(fc.constantFrom('a', 'b', ' ', '\n', 'naïve', '深い', '🪣', '- '), {
    maxLength: 40,
  });
  fc.assert(
    fc.property(words, words, (one, other) => {
      const first = one.join('');
      const second = other.join('');
      const difference = wordDifference(first, second);
      if (difference === null) throw new Error('So short a text is never given up.');
      expect(without('added', difference)).toBe(first);
      expect(without('removed', difference)).toBe(second);
    }),
  );
});

test('long texts with nothing in common are held against each other by lines', () => {
  const text = (word: string) =>
    Array.from({ length: 100 }, (_, line) =>
      Array.from({ length: 20 }, (_, at) => `${word}${line * 20 + at}`).join(' '),
    ).join('\n');
  const difference = wordDifference(text('a'), text('b'));
  expect(difference?.grain).toBe('lines');
  expect(difference && without('added', difference)).toBe(text('a'));
});

test('texts of more lines than are worth it, with nothing in common, are given up', () => {
  const text = (word: string) =>
    Array.from({ length: 2_000 }, (_, line) => `${word}${line} ${word}`).join('\n');
  expect(wordDifference(text('a'), text('b'))).toBeNull();
});
