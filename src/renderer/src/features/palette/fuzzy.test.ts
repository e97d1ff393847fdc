import { expect, test } from 'vitest';
import { matchScore } from './fuzzy.ts';

function best(query: string, texts: readonly string[]): string | undefined {
  return texts
    .map((text) => ({ text, score: matchScore(query, text) }))
    .filter((one): one is { text: string; score: number } => one.score !== null)
    .sort((a, b) => b.score - a.score)[0]?.text;
}

test.each([
  ['new', ['renew', 'new configuration', 'a new thing'], 'new configuration'],
  ['thing', ['something', 'a thing'], 'a thing'],
  ['gpt4', ['gpt-4o mini', 'great painting'], 'gpt-4o mini'],
  ['model house', ['house model', 'house'], 'house model'],
  ['nc', ['new configuration', 'insurance'], 'new configuration'],
  ['house', ['house model', 'house model (copy)'], 'house model'],
])('%s finds the best of %j', (query, texts, found) => {
  expect(best(query, texts)).toBe(found);
});

test('every word must be found', () => {
  expect(matchScore('house zebra', 'house model')).toBeNull();
  expect(matchScore('xyz', 'new configuration')).toBeNull();
});
