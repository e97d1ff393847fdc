import { expect, test } from 'vitest';
import { exampleStep, exampleWorkflow } from '../../../testing/workflow-examples.ts';
import { changesInWords, stepChanges } from './step-changes.ts';

const before = exampleWorkflow();

test('steps that came, went and changed are named', () => {
  const after = exampleWorkflow({
    steps: [{ ...exampleStep('b'), name: 'Another b' }, exampleStep('c')],
  });
  expect(changesInWords(stepChanges(before, after))).toBe(
    'Adds Step c. Removes Step a. Changes Another b.',
  );
  expect(changesInWords(stepChanges(before, before))).toBe('Changes no step.');
});

test('of many, some are named and the others counted', () => {
  const many = exampleWorkflow({
    steps: [...before.steps, ...'cdefgh'.split('').map((id) => exampleStep(id))],
  });
  expect(changesInWords(stepChanges(before, many))).toBe(
    'Adds Step c, Step d, Step e, Step f, and 2 more.',
  );
});
