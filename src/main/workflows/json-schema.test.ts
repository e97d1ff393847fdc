import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { workflowExamples } from '#shared/domain/rules/workflow/examples.ts';
import { readStructure } from '#shared/domain/rules/workflow/structure.ts';
import { workflowSchema } from '#shared/domain/workflow.ts';
import { answerSchema, publishedSchema } from './json-schema.ts';
import { arbitraryWorkflow } from './testing/arbitrary-workflow.ts';

const file = new URL('../../../docs/schemas/workflow-1.schema.json', import.meta.url);
const published: Record<string, unknown> = JSON.parse(readFileSync(file, 'utf8'));
const accepts = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(published);

/** What the three who know the form of a workflow say of a document. */
function verdicts(document: unknown) {
  const byZod = workflowSchema.safeParse(document);
  const problems: Parameters<typeof readStructure>[2] = [];
  const byReader = readStructure(document, [], problems);
  return {
    zod: byZod.success,
    ajv: accepts(document),
    reader: problems.length === 0,
    same: JSON.stringify(sorted(byZod.data)) === JSON.stringify(sorted(byReader)),
  };
}

/** The order of fields means nothing. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([name, inner]) => [name, sorted(inner)]));
}

const agreed = (valid: boolean) => ({ zod: valid, ajv: valid, reader: valid, same: true });

test('the published schema is the one that Keywell goes by', () => {
  expect(published, 'Run: node scripts/publish-schema.ts && npm run format').toEqual(
    publishedSchema(),
  );
});

test('every sound workflow is valid by the schema, by zod and by the reader of the page', () => {
  fc.assert(
    fc.property(arbitraryWorkflow, (workflow) => {
      expect(verdicts(workflow)).toEqual(agreed(true));
    }),
  );
});

const junk = fc.oneof(
  fc.constantFrom(undefined, null, '', ' ', 0, 1, true, [], {}, 'end', 'llm', 'GET', '1x', '/ü'),
  fc.constantFrom(
    'x'.repeat(81),
    '😀'.repeat(80),
    '😀'.repeat(201),
    'a'.repeat(65),
    'x'.repeat(4_001),
  ),
  fc.json().map((text): unknown => JSON.parse(text)),
);

test('of whatever is nearly a workflow, the three say the same', () => {
  let [valid, invalid] = [0, 0];
  fc.assert(
    fc.property(
      arbitraryWorkflow,
      fc.array(fc.nat(), { maxLength: 8 }),
      junk,
      (workflow, way, bad) => {
        const verdict = verdicts(spoilt(workflow, way, bad));
        if (verdict.zod) valid += 1;
        else invalid += 1;
        expect(verdict).toEqual(agreed(verdict.zod));
      },
    ),
    { numRuns: 500 },
  );
  // Of both there were enough for the agreement to mean something.
  expect(Math.min(valid, invalid)).toBeGreaterThan(50);
});

/** The value with one place in it changed, taken out or added, which `way` leads to. */
function spoilt(value: unknown, way: readonly number[], bad: unknown): unknown {
  const [turn = 0, ...rest] = way;
  if (rest.length === 0 || typeof value !== 'object' || value === null) return bad;
  if (Array.isArray(value)) {
    const at = turn % (value.length + 1);
    return [...value.slice(0, at), spoilt(value[at], rest, bad), ...value.slice(at + 1)].filter(
      (one) => one !== undefined,
    );
  }
  const entries = Object.entries(value);
  const [name, inner] = entries[turn % (entries.length + 1)] ?? ['extra', null];
  const changed = spoilt(inner, rest, bad);
  const others = entries.filter(([other]) => other !== name);
  return Object.fromEntries(changed === undefined ? others : [...others, [name, changed]]);
}

test('what providers are asked for is the same form, with nothing left out and no keyword that some refuse', () => {
  const schema = answerSchema();
  const acceptsAnswer = new Ajv2020({ strict: true }).compile(schema);
  for (const { document } of workflowExamples) expect(acceptsAnswer(document)).toBe(true);
  expect(acceptsAnswer({ ...workflowExamples[0]?.document, extra: 1 })).toBe(false);
  const text = JSON.stringify(schema);
  for (const keyword of [
    'pattern',
    'maxLength',
    'maxItems',
    'minItems',
    'oneOf',
    'const',
    'default',
  ]) {
    expect(text).not.toContain(`"${keyword}":`);
  }
});

test('what providers are asked for has every field required, as strict modes want it', () => {
  for (const { properties, required } of objectsIn(answerSchema())) {
    expect([...required].sort()).toEqual(Object.keys(properties).sort());
  }
});

interface ObjectSchema {
  readonly properties: object;
  readonly required: readonly string[];
}

function objectsIn(schema: unknown): readonly ObjectSchema[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const inside = Object.values(schema).flatMap(objectsIn);
  return 'properties' in schema && 'required' in schema
    ? [objectSchema(schema), ...inside]
    : inside;
}

function objectSchema(schema: object): ObjectSchema {
  const { properties, required } = Object.fromEntries(Object.entries(schema));
  return { properties, required };
}
