import { z } from 'zod';
import { workflowSchemaVersion } from '#shared/domain/rules/workflow/limits.ts';
import { workflowSchema } from '#shared/domain/workflow.ts';

type JsonSchema = Readonly<Record<string, unknown>>;

/** The JSON Schema of a workflow document, for whoever writes or reads one outside Keywell. */
export function publishedSchema(): JsonSchema {
  const { $schema, ...schema } = z.toJSONSchema(workflowSchema, { io: 'input' });
  return {
    $schema,
    $id: `https://keywell.invalid/schemas/workflow-${workflowSchemaVersion}.schema.json`,
    title: 'Keywell workflow',
    description:
      'Beyond what a schema can say: step ids are unique, what names a step names one that is there, no steps wait for each other, and nothing holds a key.',
    ...schema,
  };
}

/** What providers are asked to keep to. Some refuse bounds and patterns; all know what is left. */
export function answerSchema(): JsonSchema {
  return asked(z.toJSONSchema(workflowSchema, { io: 'output' }));
}

/** Keywords that not every provider knows. What they say is checked afterwards. */
const unasked = ['$schema', 'default', 'pattern', 'maxLength', 'minItems', 'maxItems'];

function asked(schema: object): JsonSchema {
  const entries = Object.entries(schema).flatMap(([keyword, value]): [string, unknown][] => {
    if (unasked.includes(keyword)) return [];
    if (keyword === 'const') return [['enum', [value]]];
    if (keyword === 'properties') return [[keyword, mapValues(value, asked)]];
    if (keyword === 'oneOf' || keyword === 'anyOf') return [['anyOf', value.map(asked)]];
    if (keyword === 'items') return [[keyword, asked(value)]];
    return [[keyword, value]];
  });
  return Object.fromEntries(entries);
}

function mapValues(values: object, change: (value: object) => unknown) {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
}
