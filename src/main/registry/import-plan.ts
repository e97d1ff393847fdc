import { isDeepStrictEqual } from 'node:util';
import type { Configuration, ConfigurationFields } from '#shared/domain/configuration.ts';
import { nameProblem, normalisedName } from '#shared/domain/rules/configuration-rules.ts';
import { sameDestination } from '#shared/domain/rules/endpoint.ts';
import type { ConflictChoice, ImportItem } from '#shared/domain/transfer.ts';
import { AppError } from '#shared/errors.ts';
import type { BulkChange } from './bulk-change.ts';
import { checkedFields } from './checked-fields.ts';
import { copyName } from './copy-name.ts';
import { fieldsOf } from './export-configurations.ts';
import { readExport } from './read-export.ts';

interface ImportDependencies {
  /** Those there are. */
  readonly configurations: readonly Configuration[];
  readonly hasKey: (configuration: Configuration) => boolean;
  /** Why the policy of this machine forbids to use this provider or host; null if it does not. */
  readonly policyProblem: (fields: ConfigurationFields) => string | null;
}

/** One configuration of a file, judged. */
type Planned =
  | { readonly item: ImportItem; readonly fields: null }
  | {
      readonly item: ImportItem;
      readonly fields: ConfigurationFields;
      /** The one that has the name. */
      readonly existing: Configuration | null;
      readonly mayReplace: boolean;
    };

/** What importing a file would do. Throws `invalid-input` for a file that is no export. */
export function planImport(text: string, dependencies: ImportDependencies): readonly Planned[] {
  const byName = new Map(
    dependencies.configurations.map((one) => [normalisedName(one.name), one] as const),
  );
  const inFile = new Set<string>();
  return readExport(text).map((given, index): Planned => {
    const judged = judge(given, dependencies);
    if (judged.fields === null) return invalid(nameOf(given, index), judged.problems);
    const { fields } = judged;
    const form = normalisedName(fields.name);
    if (inFile.has(form)) {
      return invalid(fields.name, ['The file has this name more than once. Rename one of them.']);
    }
    inFile.add(form);
    return plan(fields, byName.get(form) ?? null, dependencies);
  });
}

/**
 * The changes that carry out a plan, all of them or none.
 *
 * @throws AppError `invalid-input` for a file with anything invalid in it, and where a stored key would go elsewhere
 */
export function changesOf(
  planned: readonly Planned[],
  choice: ConflictChoice,
  configurations: readonly Configuration[],
): BulkChange {
  const created: ConfigurationFields[] = [];
  const updated: BulkChange['updated'][number][] = [];
  const taken = new Set(configurations.map((one) => normalisedName(one.name)));
  for (const { fields } of planned) if (fields !== null) taken.add(normalisedName(fields.name));
  for (const one of planned) {
    if (one.fields === null) throw refused(one.item);
    const { item, fields, existing } = one;
    if (item.status === 'same') continue;
    if (existing === null) created.push(fields);
    else if (choice === 'keep-both') {
      const name = copyName(fields.name, (wanted) => taken.has(normalisedName(wanted)));
      taken.add(normalisedName(name));
      created.push({ ...fields, name });
    } else if (choice === 'replace') {
      if (!one.mayReplace) throw refused(item);
      updated.push({ id: existing.id, revision: existing.revision, fields });
    }
  }
  return { created, updated };
}

function plan(
  fields: ConfigurationFields,
  existing: Configuration | null,
  { hasKey }: ImportDependencies,
): Planned {
  const { name } = fields;
  const item = (status: ImportItem['status'], problems: string[] = []) => ({
    name,
    status,
    problems,
  });
  if (existing === null) return { item: item('new'), fields, existing, mayReplace: true };
  if (isDeepStrictEqual(fieldsOf(existing), fields)) {
    return { item: item('same'), fields, existing, mayReplace: true };
  }
  // Its key would go where nobody who set it sent it. That is for a person to decide, one by one, seeing where.
  if (sameDestination(existing, fields) || !hasKey(existing)) {
    return { item: item('conflict'), fields, existing, mayReplace: true };
  }
  const problem =
    'It has a stored key, which would go to another address than before, so it is not replaced by an import. Remove the key first, or keep both.';
  return { item: item('conflict', [problem]), fields, existing, mayReplace: false };
}

/** The fields as they would be kept, or why they cannot be. */
function judge(
  given: unknown,
  { policyProblem }: ImportDependencies,
):
  | { readonly fields: ConfigurationFields }
  | { readonly fields: null; readonly problems: string[] } {
  try {
    const fields = checkedFields(given, () => false);
    const problem = policyProblem(fields);
    return problem === null ? { fields } : { fields: null, problems: [problem] };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const problems = Object.entries(error.data?.fields ?? {});
    return { fields: null, problems: problems.map(([field, problem]) => `${field}: ${problem}`) };
  }
}

/** The name of something that is no configuration, if it has one that can be shown. */
function nameOf(given: unknown, index: number): string {
  const name = given !== null && typeof given === 'object' && 'name' in given ? given.name : null;
  return typeof name === 'string' && nameProblem(name) === null
    ? name.trim()
    : `Number ${index + 1} in the file`;
}

function invalid(name: string, problems: string[]): Planned {
  return { item: { name, status: 'invalid', problems }, fields: null };
}

function refused({ name, problems }: ImportItem): AppError {
  const sentence = `Nothing was imported, because of "${name}". ${problems[0] ?? ''}`.trim();
  return new AppError('invalid-input', sentence, { fields: { text: sentence } });
}
