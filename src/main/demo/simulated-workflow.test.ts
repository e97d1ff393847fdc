import fc from 'fast-check';
import { expect, test } from 'vitest';
import { workflowExamples } from '#shared/domain/rules/workflow/examples.ts';
import { validateWorkflow } from '#shared/domain/rules/workflow/validate.ts';
import { draftMessages, reviseMessages } from '../workflows/draft-prompt.ts';
import { arbitraryWorkflow } from '../workflows/testing/arbitrary-workflow.ts';
import { simulatedWorkflow } from './simulated-workflow.ts';

const drafted = (description: string) =>
  simulatedWorkflow(draftMessages(description).at(-1)?.content ?? '');
const revised = (document: unknown, instruction: string) =>
  simulatedWorkflow(reviseMessages(JSON.stringify(document), instruction).at(-1)?.content ?? '');

test.each(workflowExamples)('an example gives what is shown for it: $document.name', (example) => {
  expect(drafted(example.description)).toEqual(example.document);
});

test('a description of one’s own is taken apart at its commas', () => {
  const { trigger, steps } = drafted(
    'Every Monday, fetch the sales figures, summarise them, let the boss approve it, and send the mail.',
  );
  expect(trigger.type).toBe('schedule');
  expect(steps.map(({ type, name }) => [type, name])).toEqual([
    ['http', 'fetch the sales figures'],
    ['llm', 'summarise them'],
    ['approval', 'let the boss approve it'],
    ['http', 'and send the mail'],
  ]);
});

test('whatever is described or asked for, the document is sound', () => {
  const words = fc
    .oneof(fc.lorem({ maxCount: 20 }), fc.string({ minLength: 1 }))
    .filter((some) => some.trim() !== '');
  fc.assert(
    fc.property(words, arbitraryWorkflow, (text, workflow) => {
      expect(validateWorkflow(drafted(text)).problems).toEqual([]);
      expect(validateWorkflow(revised(workflow, text)).problems).toEqual([]);
      expect(validateWorkflow(revised(workflow, 'Add an approval.')).problems).toEqual([]);
    }),
    { numRuns: 50 },
  );
});

test('an approval goes before the last step', () => {
  const [digest] = workflowExamples;
  const { steps } = revised(digest?.document, 'add an approval before the last step');
  expect(steps.map(({ id, dependsOn }) => [id, dependsOn])).toEqual([
    ['fetch-issues', []],
    ['summarise', ['fetch-issues']],
    ['step-4', ['summarise']],
    ['post', ['step-4']],
  ]);
});
