import { expect, test } from 'vitest';
import { exampleModel } from '../../testing/local-model-examples.ts';
import { foundBy, nextOrder, type Order, ordered } from './installed-order.ts';

const models = [
  exampleModel('qwen3:8b', { parameterSize: '8.2B', sizeBytes: 5e9, contextLength: 40_960 }),
  exampleModel('gemma3:270m', { parameterSize: '268M', sizeBytes: 3e8, contextLength: 32_768 }),
  exampleModel('nomic-embed-text', { parameterSize: null, sizeBytes: 2e8, contextLength: null }),
  exampleModel('qwen3:14b', { parameterSize: '14.8B', sizeBytes: 9e9, contextLength: 40_960 }),
];
const names = (order: Order) => ordered(models, order).map(({ name }) => name);

test('names are in alphabetical order, numbers in them by value', () => {
  expect(names({ column: 'name', descending: false })).toEqual([
    'gemma3:270m',
    'nomic-embed-text',
    'qwen3:8b',
    'qwen3:14b',
  ]);
});

test('parameters go by their count, and what is not known comes last either way', () => {
  expect(names({ column: 'parameters', descending: true })).toEqual([
    'qwen3:14b',
    'qwen3:8b',
    'gemma3:270m',
    'nomic-embed-text',
  ]);
  expect(names({ column: 'parameters', descending: false }).at(-1)).toBe('nomic-embed-text');
});

test('equals are in order of their names', () => {
  expect(names({ column: 'context', descending: true })).toEqual([
    'qwen3:8b',
    'qwen3:14b',
    'gemma3:270m',
    'nomic-embed-text',
  ]);
});

test('a first click sorts figures from the largest and words from the first; a second turns it round', () => {
  const byName: Order = { column: 'name', descending: false };
  const bySize = nextOrder(byName, 'size');
  expect(bySize).toEqual({ column: 'size', descending: true });
  expect(nextOrder(bySize, 'size')).toEqual({ column: 'size', descending: false });
  expect(nextOrder(bySize, 'family')).toEqual({ column: 'family', descending: false });
});

test('every word that is searched for must be there, in the name or in what is written of it', () => {
  const found = (search: string) => foundBy(models, search).map(({ name }) => name);
  expect(found('qwen 14')).toEqual(['qwen3:14b']);
  expect(found('TOOLS gemma')).toEqual(['gemma3:270m']);
  expect(found('qwen gemma')).toEqual([]);
  expect(found('  ')).toHaveLength(4);
});
