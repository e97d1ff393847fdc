import { expect, test } from 'vitest';
import { exampleCell } from '../testing/comparison-examples.ts';
import { createMeanwhile } from './meanwhile.ts';

const cell = (prompt: number) => exampleCell({ prompt, column: 0, repeat: 0 });

test('an answer comes with what was heard since it was asked for, and no more', async () => {
  const meanwhile = createMeanwhile();
  const [first, second] = [Promise.withResolvers<string>(), Promise.withResolvers<string>()];
  meanwhile.hear([cell(0)]);
  const one = meanwhile.of(first.promise);
  meanwhile.hear([cell(1)]);
  const other = meanwhile.of(second.promise);
  meanwhile.hear([cell(2)]);
  first.resolve('one');
  expect(await one).toEqual({ answer: 'one', since: [cell(1), cell(2)] });
  meanwhile.hear([cell(3)]);
  second.resolve('other');
  expect(await other).toEqual({ answer: 'other', since: [cell(2), cell(3)] });
  meanwhile.hear([cell(4)]);
  expect(await meanwhile.of(Promise.resolve('last'))).toEqual({ answer: 'last', since: [] });
});

test('what fails ends the waiting too', async () => {
  const meanwhile = createMeanwhile();
  await expect(meanwhile.of(Promise.reject(new Error('No.')))).rejects.toThrow('No.');
  meanwhile.hear([cell(0)]);
  expect((await meanwhile.of(Promise.resolve(1))).since).toEqual([]);
});
