import { expect, test } from 'vitest';
import { diskUse } from './disk-use.ts';
import { localModelFields } from './testing/local-model-fields.ts';

const unknown = () => null;

test('different models add up', () => {
  const models = [localModelFields('a', 10), localModelFields('b', 20)];
  expect(diskUse(models, unknown)).toBe(30);
});

test('copies take no more room than one of them', () => {
  const models = ['a', 'b', 'c'].map((name) => localModelFields(name, 10, { digest: 'same' }));
  expect(diskUse(models, unknown)).toBe(10);
});

test('models made of the same weights count as the largest of them', () => {
  const models = [localModelFields('a', 10), localModelFields('b', 12), localModelFields('c', 5)];
  expect(diskUse(models, ({ name }) => (name === 'c' ? null : 'weights'))).toBe(17);
});

test('models without a digest are not taken for one', () => {
  const models = ['a', 'b'].map((name) => localModelFields(name, 10, { digest: '' }));
  expect(diskUse(models, unknown)).toBe(20);
});
