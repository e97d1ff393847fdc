import { expect, test } from 'vitest';
import { tokensInWords } from './token-words.ts';

test.each([
  [512, '512'],
  [4_096, '4K'],
  [131_072, '128K'],
  [128_000, '128K'],
  [200_000, '200K'],
  [262_144, '256K'],
  [1_000_000, '1M'],
  [1_048_576, '1M'],
  [1_047_576, '1M'],
])('a context of %i tokens is %s', (tokens, words) => {
  expect(tokensInWords(tokens)).toBe(words);
});
