import fc from 'fast-check';
import { httpMethods } from '#shared/domain/rules/workflow/limits.ts';
import { soundWorkflow, validateWorkflow } from '#shared/domain/rules/workflow/validate.ts';
import type { Workflow, WorkflowStep } from '#shared/domain/workflow.ts';

/** What a format, or a language of diagrams, may take for something else than text. */
const hostile = fc.constantFrom(
  'end',
  'subgraph',
  '"quoted"',
  "it's",
  '[bracketed]',
  '(round)',
  '{curly}',
  '{{double}}',
  'a\nb',
  'a\r\n  b',
  '  led and trailed ',
  '#35;',
  '&amp;',
  '<b>bold</b>',
  '--> x',
  '|pipe|',
  '%% comment',
  '`tick`',
  '**strong**',
  'click a call b()',
  '---',
  'yes',
  'null',
  '1e3',
  '0x10',
  '2026-11-27',
  '- item',
  'key: value',
  '*alias',
  '&anchor',
  '!tag',
  '# comment',
  '😀 日本語 é',
  '\u2028',
  '\t',
  '~',
  ';',
  ':',
  '\\',
);

const text = fc.oneof(hostile, fc.string({ unit: 'grapheme', maxLength: 40 }), fc.string());
const visible = fc
  .tuple(text, fc.constantFrom('x', '', '7'))
  .map(([some, end]) => some + end)
  .filter((some) => /\S/.test(some));

/** Fields of a step beside id and dependencies; `later` are the ids that a condition may lead to. */
function step(id: string, earlier: readonly string[], later: readonly string[]) {
  const base = {
    id: fc.constant(id),
    name: visible,
    dependsOn: fc.subarray([...earlier]),
  };
  const plain: fc.Arbitrary<WorkflowStep>[] = [
    fc.record({
      ...base,
      type: fc.constant('llm'),
      configuration: orNull(visible.map((name) => name.slice(0, 40)).filter(canBeSeen)),
      prompt: visible,
      systemPrompt: orNull(text),
    }),
    fc.record({
      ...base,
      type: fc.constant('http'),
      method: fc.constantFrom(...httpMethods),
      url: fc.constantFrom('https://api.example.com/v1?q=a&b=%20#c', 'http://x', '{{trigger.url}}'),
      headers: fc.array(fc.record({ name: fc.constantFrom('accept', 'x-note'), value: text }), {
        maxLength: 3,
      }),
      body: orNull(text),
    }),
    fc.record({ ...base, type: fc.constant('transform'), expression: visible }),
    fc.record({
      ...base,
      type: fc.constant('approval'),
      message: visible,
      approvers: fc.array(visible, { maxLength: 3 }),
    }),
  ];
  const [first, ...others] = later;
  if (first === undefined) return fc.oneof(...plain);
  const condition = fc
    .record({
      ...base,
      type: fc.constant('condition'),
      expression: visible,
      whenFalse: fc.subarray(others),
    })
    .map((fields) => ({ ...fields, whenTrue: [first] }));
  return fc.oneof(...plain, condition);
}

function orNull(some: fc.Arbitrary<string>): fc.Arbitrary<string | null> {
  return fc.option(some, { nil: null });
}

function canBeSeen(some: string): boolean {
  return /\S/.test(some);
}

const trigger: fc.Arbitrary<Workflow['trigger']> = fc.oneof(
  fc.record({ type: fc.constant('manual') }),
  fc.record({
    type: fc.constant('schedule'),
    cron: fc.constantFrom('0 7 * * 1-5', '*/5 * * * *', '30 2 1,15 JAN-MAR sun'),
    timeZone: fc.constantFrom(null, 'Europe/Berlin', 'UTC'),
  }),
  fc.record({ type: fc.constant('webhook'), path: fc.constantFrom('/', '/orders', '/a/b_c-d.e') }),
  fc.record({ type: fc.constant('event'), event: visible }),
);

const ids = fc
  .uniqueArray(
    fc.oneof(
      fc.constantFrom('end', 'subgraph', 'a', 'A', 'graph', 'x-1', 'constructor', 'toString'),
      fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,10}$/),
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((some) => some.filter((id) => /^[A-Za-z][A-Za-z0-9_-]*$/.test(id)))
  .filter((some) => some.length > 0);

/** A sound workflow whose texts are whatever may trip a format up. */
export const arbitraryWorkflow: fc.Arbitrary<Workflow> = ids
  .chain((some) =>
    fc.record({
      schemaVersion: fc.constant(1 as const),
      name: fc.oneof(
        fc.constantFrom('end', '"q" [b]', 'null', '- x', '日本 😀', "it's: #1"),
        fc.stringMatching(/^[a-z]{1,20}$/),
      ),
      description: text,
      trigger,
      steps: fc.tuple(...some.map((id, at) => step(id, some.slice(0, at), some.slice(at + 1)))),
    }),
  )
  .filter((workflow) => soundWorkflow(validateWorkflow(workflow)) !== null);
