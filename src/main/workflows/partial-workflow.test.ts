import fc from 'fast-check';
import { expect, test } from 'vitest';
import { partialWorkflow } from './partial-workflow.ts';
import { chainOf } from './testing/chain.ts';

const canary = `sk-proj-${'q8Zr2Lx9Vn4Tb7Wk1Ym6'.repeat(2)}`;
const nothing = { name: null, description: null, triggerType: null, steps: [] };

test('of nothing there is nothing to show yet', () => {
  expect(partialWorkflow({})).toEqual(nothing);
  expect(partialWorkflow({ name: 'Half', trigger: {}, steps: [{}] })).toEqual({
    ...nothing,
    name: 'Half',
  });
});

test('a step is shown once it has an id, with as much as there is of it', () => {
  const steps = [{ id: 'a' }, { id: 'b', name: 'B', type: 'llm', dependsOn: ['a'] }, { name: 'C' }];
  const none = { name: null, type: null, dependsOn: [], whenTrue: [], whenFalse: [] };
  expect(partialWorkflow({ steps })?.steps).toEqual([
    { ...none, id: 'a' },
    { ...none, id: 'b', name: 'B', type: 'llm', dependsOn: ['a'] },
  ]);
});

test('what looks like a key is not shown', () => {
  const step = { id: 'a', name: canary, dependsOn: [canary, 'b'], whenTrue: [canary] };
  const document = { name: canary, description: canary, steps: [step, { id: canary }] };
  const shown = partialWorkflow(document);
  expect(JSON.stringify(shown)).not.toContain(canary);
  expect(shown?.steps).toMatchObject([{ id: 'a', name: null, dependsOn: ['b'], whenTrue: [] }]);
});

test('no more steps are shown than a workflow may have', () => {
  expect(partialWorkflow(chainOf(600))?.steps).toHaveLength(500);
});

test('whatever a model writes, what is shown has its form', () => {
  const junk = fc.json().map((text): unknown => JSON.parse(text));
  const step = fc.record({
    id: fc.oneof(fc.string(), junk),
    name: junk,
    type: junk,
    dependsOn: junk,
  });
  const documents = fc.oneof(
    junk,
    fc.record({ name: junk, trigger: junk, steps: fc.oneof(junk, fc.array(step)) }),
  );
  fc.assert(
    fc.property(documents, (document) => {
      for (const { id, name, dependsOn } of partialWorkflow(document)?.steps ?? []) {
        expect(typeof id).toBe('string');
        expect(name === null || typeof name === 'string').toBe(true);
        expect(dependsOn.every((one) => typeof one === 'string')).toBe(true);
      }
    }),
  );
});
