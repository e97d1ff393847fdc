import {
  type ConfigurationFields,
  configurationFieldsSchema,
} from '#shared/domain/configuration.ts';
import {
  configurationProblems,
  type FieldProblems,
  normalisedName,
} from '#shared/domain/rules/configuration-rules.ts';
import { providerFacts } from '#shared/domain/rules/providers.ts';
import { looksLikeKey } from '#shared/domain/rules/secret-shape.ts';
import { AppError } from '#shared/errors.ts';

/**
 * The fields as they are kept: trimmed, with "not set" always null, tags without repeats, and `authentication` as
 * the provider demands. The result shares nothing with what was given.
 *
 * @param isTaken whether another configuration has the name
 * @throws AppError `name-taken` when that alone is wrong, else `invalid-input`; `data.fields` has a sentence per field
 */
export function checkedFields(
  given: unknown,
  isTaken: (name: string) => boolean,
): ConfigurationFields {
  const parsed = configurationFieldsSchema.safeParse(given);
  if (!parsed.success) throw refusal('invalid-input', schemaProblems(parsed.error.issues));
  const fields = normalisedFields(parsed.data);
  const problems = configurationProblems(fields);
  const taken = problems.name === undefined && isTaken(fields.name);
  if (taken) {
    const sentence = `There is already a configuration named "${fields.name}". Choose another name.`;
    const isOnly = Object.keys(problems).length === 0;
    throw refusal(isOnly ? 'name-taken' : 'invalid-input', { name: sentence, ...problems });
  }
  if (Object.keys(problems).length > 0) throw refusal('invalid-input', problems);
  return fields;
}

function normalisedFields(fields: ConfigurationFields): ConfigurationFields {
  return {
    ...fields,
    name: fields.name.trim().normalize('NFC'),
    model: fields.model.trim(),
    baseUrl: fields.baseUrl?.trim() || null,
    authentication:
      providerFacts[fields.provider].key === 'required' ? 'key' : fields.authentication,
    systemPrompt: fields.systemPrompt?.trim() ? fields.systemPrompt : null,
    keepAlive: fields.keepAlive?.trim() || null,
    tags: withoutRepeats(fields.tags.map((tag) => tag.trim())),
  };
}

/** Tags that differ in case alone are one tag; the first spelling stays. */
function withoutRepeats(tags: readonly string[]): string[] {
  const byForm = new Map<string, string>();
  for (const tag of tags) {
    const form = normalisedName(tag);
    if (!byForm.has(form)) byForm.set(form, tag);
  }
  return [...byForm.values()];
}

interface SchemaIssue {
  readonly code?: string;
  readonly path: readonly PropertyKey[];
  readonly keys?: readonly string[];
}

function schemaProblems(issues: readonly SchemaIssue[]): Record<string, string> {
  const problems: Record<string, string> = {};
  for (const issue of issues) {
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys ?? []) {
        // A key may have been pasted even there.
        const shown = key.length > 60 || looksLikeKey(key) ? 'unknown field' : key;
        problems[shown] = `A configuration has no field "${shown}". Take it out.`;
      }
    } else {
      const field = String(issue.path[0] ?? 'configuration');
      problems[field] =
        issue.code === 'too_big'
          ? 'This is too long. Shorten it.'
          : 'This has a value that the field cannot hold. Enter another.';
    }
  }
  return problems;
}

function refusal(
  code: 'name-taken' | 'invalid-input',
  fields: FieldProblems | Record<string, string>,
): AppError {
  const [first = '', ...others] = Object.values(fields);
  const more =
    others.length === 0
      ? ''
      : ` ${others.length} more ${others.length === 1 ? 'field needs' : 'fields need'} a correction.`;
  return new AppError(code, `The configuration was not saved. ${first}${more}`, { fields });
}
