import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { workflowExamples } from '#shared/domain/rules/workflow/examples.ts';
import { toMermaid } from '#shared/domain/rules/workflow/mermaid.ts';
import { arbitraryWorkflow } from './testing/arbitrary-workflow.ts';
import { chainOf } from './testing/chain.ts';
import { readWorkflowFile, workflowFile } from './workflow-files.ts';

const canary = `sk-proj-${'q8Zr2Lx9Vn4Tb7Wk1Ym6'.repeat(2)}`;
const read = (text: string, names: readonly string[] = []) => readWorkflowFile(text, names);

describe.each(['json', 'yaml'] as const)('%s', (format) => {
  test('what is written and read again is the same, whatever the texts are', () => {
    fc.assert(
      fc.property(arbitraryWorkflow, (workflow) => {
        const { document, problems } = read(workflowFile(workflow, format).text);
        expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
        expect(document).toEqual(workflow);
      }),
    );
  });

  test('what is read and written again is the same', () => {
    fc.assert(
      fc.property(arbitraryWorkflow, (workflow) => {
        const { text } = workflowFile(workflow, format);
        expect(workflowFile(read(text).document, format).text).toBe(text);
      }),
      { numRuns: 30 },
    );
  });

  test('a workflow of 200 steps comes back whole', () => {
    expect(read(workflowFile(chainOf(200), format).text).document).toEqual(chainOf(200));
  });
});

test('a file is named after the workflow, and by its format', () => {
  const named = (name: string) => ({ ...chainOf(1), name });
  expect(workflowFile(named('Morning digest!'), 'json').fileName).toBe('morning-digest.json');
  expect(workflowFile(named('../Über/uns'), 'yaml').fileName).toBe('über-uns.yaml');
  expect(workflowFile(named('???'), 'mermaid').fileName).toBe('workflow.mmd');
});

test('YAML and JSON look as people write them', () => {
  const [example] = workflowExamples;
  expect(workflowFile(example?.document, 'yaml').text).toMatch(
    /^schemaVersion: 1\nname: Morning digest\n/,
  );
  expect(workflowFile(example?.document, 'json').text).toMatch(/^\{\n {2}"schemaVersion": 1,\n/);
});

test('Mermaid is what the page shows', () => {
  expect(workflowFile(chainOf(3), 'mermaid').text).toBe(toMermaid(chainOf(3)));
});

test('what has errors is exported all the same, if it has the form of a workflow', () => {
  const twice = { ...chainOf(1), steps: [...chainOf(1).steps, ...chainOf(1).steps] };
  const { text } = workflowFile(twice, 'json');
  expect(read(text)).toMatchObject({
    document: twice,
    problems: [{ severity: 'error', path: ['steps', 1, 'id'] }],
  });
});

test.each([
  ['no workflow', { name: 'x' }],
  ['a key', { ...chainOf(1), description: canary }],
])('%s is not exported', (_what, document) => {
  for (const format of ['json', 'yaml', 'mermaid'] as const) {
    expect(() => workflowFile(document, format)).toThrow(/^Nothing was exported\. /);
    expect(() => workflowFile(document, format)).not.toThrow(canary);
  }
});

describe('a file that is read', () => {
  test('may leave out what it may, and begin with a byte-order mark', () => {
    const yaml = `\ufeff# by hand
schemaVersion: 1
name: By hand
trigger: { type: schedule, cron: 0 7 * * * }
steps:
  - id: ask
    type: llm
    name: Ask
    configuration: Keystone
    prompt: |
      Two lines,
      as written.
`;
    expect(read(yaml, ['keystone'])).toMatchObject({
      document: {
        description: '',
        steps: [{ dependsOn: [], prompt: 'Two lines,\nas written.\n', systemPrompt: null }],
      },
      problems: [],
    });
    expect(read(yaml, []).problems).toMatchObject([
      { severity: 'warning', path: ['steps', 0, 'configuration'] },
    ]);
  });

  test.each([
    ['steps: [\n  - x', /^The file is neither JSON nor YAML\. See line \d+\.$/],
    ['{"schemaVersion": 1,\n "name": }', /^"name" must be text\.$/m],
    [
      'a: &a [x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]\nd: [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]',
      /neither JSON nor YAML/,
    ],
    ['', /^The document must be an object\.$/],
    ['just words', /^The document must be an object\.$/],
    ['[1, 2]', /^The document must be an object\.$/],
    ['name: !!js/function "x"', /^"schemaVersion" is missing/],
  ])('and is none is refused: %j', (text, reason) => {
    const { document, problems } = read(text);
    expect(document).toBe(null);
    expect(problems.map(({ sentence }) => sentence).join('\n')).toMatch(reason);
  });

  test('with a key in it gives nothing but the reason, which does not repeat it', () => {
    for (const text of [
      JSON.stringify({ ...chainOf(1), description: canary }),
      `${canary}: 1\nsteps: [`,
      `name: ${canary}`,
      `{"${canary}": ${canary}}`,
    ]) {
      const reading = read(text);
      expect(reading.document).toBe(null);
      expect(reading.problems.length).toBeGreaterThan(0);
      expect(JSON.stringify(reading)).not.toContain(canary);
    }
  });
});
