import { z } from 'zod';
import { AppError } from '#shared/errors.ts';

type Schema = z.core.JSONSchema.BaseSchema;

/** The names of the fields that an input declares, at any depth. */
const declaredNames = new WeakMap<z.ZodType, ReadonlySet<string>>();

/**
 * Names what is wrong with the shape of an input. Never repeats a value, nor a name that the schema does not declare,
 * as those of headers: it may be a key.
 */
export function invalidInput(input: z.ZodType, { issues }: z.ZodError): AppError {
  const declared = declaredNames.get(input) ?? namesIn(z.toJSONSchema(input, { io: 'input' }));
  declaredNames.set(input, declared);
  const fields: Record<string, string> = {};
  for (const issue of issues.slice(0, 20)) {
    const field = issue.path.findLast((part) => typeof part === 'string' && declared.has(part));
    fields[String(field ?? 'input')] ??= sentence(issue);
  }
  const first = Object.entries(fields)[0];
  return new AppError(
    'invalid-input',
    first === undefined
      ? 'The request is not complete.'
      : `The request is refused: ${first[0]}: ${first[1]}`,
    { fields },
  );
}

function sentence(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return 'This has fields that do not belong to it.';
    case 'too_big':
      return 'This is too long or too large.';
    case 'too_small':
      return 'This is too short or too small.';
    case 'invalid_type':
      return `This is missing or of another kind than ${issue.expected}.`;
    default:
      return 'This is not a value that can be used here.';
  }
}

function namesIn(schema: Schema): Set<string> {
  const names = new Set(Object.keys(schema.properties ?? {}));
  const inner = [...Object.values(schema.properties ?? {}), schema.items, ...(schema.anyOf ?? [])];
  for (const one of inner) {
    if (typeof one !== 'object' || Array.isArray(one)) continue;
    for (const name of namesIn(one)) names.add(name);
  }
  return names;
}
