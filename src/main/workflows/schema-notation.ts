import { z } from 'zod';

const schemaParts = z.object({
  type: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  anyOf: z.array(z.unknown()).optional(),
  items: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
});

/**
 * A JSON Schema as one would jot it down: a quarter as long, which counts where a model's context is short, and
 * understood by small models too. Knows what `answerSchema` is made of.
 */
export function schemaNotation(schema: unknown): string {
  const { type, enum: values, anyOf, items, properties } = schemaParts.parse(schema);
  if (values !== undefined) return values.map((value) => JSON.stringify(value)).join(' | ');
  if (anyOf !== undefined) return anyOf.map(schemaNotation).join(' | ');
  if (type === 'array') return `[${schemaNotation(items)}, ...]`;
  if (properties === undefined) return type ?? 'null';
  const fields = Object.entries(properties).map(
    ([name, value]) => `"${name}": ${schemaNotation(value)}`,
  );
  return `{${fields.join(', ')}}`;
}
