import { expect, test } from 'vitest';
import { exampleStep, exampleWorkflow } from '../../testing/workflow-examples.ts';
import { drawnOf } from './drawn.ts';
import { orderWords } from './order-words.ts';

test('a step is told by what it waits for, and by the answer that leads to it', () => {
  const { steps } = drawnOf(
    exampleWorkflow({
      steps: [
        exampleStep('a'),
        exampleStep('b'),
        {
          id: 'c',
          name: 'Urgent?',
          dependsOn: ['a', 'b'],
          type: 'condition',
          expression: 'true',
          whenTrue: ['d'],
          whenFalse: ['e'],
        },
        exampleStep('d', ['b']),
        exampleStep('e', ['gone']),
      ],
    }),
  );
  expect([...orderWords(steps).values()]).toEqual([
    'At the start',
    'At the start',
    'After Step a and Step b',
    'After Step b, where Urgent? is true',
    'After “gone”, which is not there, where Urgent? is false',
  ]);
});
