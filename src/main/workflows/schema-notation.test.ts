import { expect, test } from 'vitest';
import { stepTypes, triggerTypes } from '#shared/domain/rules/workflow/limits.ts';
import { answerSchema } from './json-schema.ts';
import { schemaNotation } from './schema-notation.ts';

test('writes a schema down as people do', () => {
  const schema = {
    type: 'object',
    properties: {
      kind: { type: 'string', enum: ['a', 'b'] },
      names: { type: 'array', items: { type: 'string' } },
      note: { anyOf: [{ type: 'string' }, { type: 'null' }], description: 'Not repeated.' },
      inner: { anyOf: [{ type: 'object', properties: { size: { type: 'number', enum: [1] } } }] },
    },
  };
  expect(schemaNotation(schema)).toBe(
    '{"kind": "a" | "b", "names": [string, ...], "note": string | null, "inner": {"size": 1}}',
  );
});

test('leaves out nothing of a workflow, and is far shorter than its schema', () => {
  const notation = schemaNotation(answerSchema());
  for (const type of [...stepTypes, ...triggerTypes]) {
    expect(notation).toContain(`"type": "${type}"`);
  }
  const fields = (text: string) => new Set(text.match(/"\w+"(?=: )/g));
  const spaced = JSON.stringify(answerSchema().properties).replaceAll('":', '": ');
  for (const field of fields(notation)) expect(fields(spaced)).toContain(field);
  expect(notation.length).toBeLessThan(JSON.stringify(answerSchema()).length / 3);
});
