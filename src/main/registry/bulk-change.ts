import type { Configuration, ConfigurationFields } from '#shared/domain/configuration.ts';
import { checkedFields } from './checked-fields.ts';
import type { NameIndex } from './name-index.ts';

/** Several changes that are made together or not at all. */
export interface BulkChange {
  readonly created: readonly ConfigurationFields[];
  /** `revision`: the one the change started from. */
  readonly updated: readonly {
    readonly id: string;
    readonly revision: number;
    readonly fields: ConfigurationFields;
  }[];
}

interface BulkOutcome {
  /** All there are afterwards, in order of creation. */
  readonly configurations: readonly Configuration[];
  /** Those that are new or changed. */
  readonly changed: readonly Configuration[];
  readonly names: NameIndex;
}

/**
 * The configurations after the change. Pure: what is given stays as it is.
 *
 * @param replaced the present state of each of `updated`
 * @param names of all there are
 * @throws AppError as `checkedFields` does
 */
export function afterBulkChange(
  { created, updated }: BulkChange,
  {
    configurations: before,
    replaced,
    names: present,
    at,
    newId,
  }: {
    readonly configurations: readonly Configuration[];
    readonly replaced: readonly Configuration[];
    readonly names: NameIndex;
    readonly at: string;
    readonly newId: () => string;
  },
): BulkOutcome {
  const names = present.copy();
  for (const { name } of replaced) names.remove(name);
  const accept = (given: ConfigurationFields) => {
    const fields = checkedFields(given, (name) => names.has(name));
    names.add(fields.name);
    return fields;
  };
  const fieldsById = new Map(updated.map(({ id, fields }) => [id, fields]));
  const changed: Configuration[] = [];
  const configurations = before.map((one) => {
    const fields = fieldsById.get(one.id);
    if (fields === undefined) return one;
    const { id, createdAt, revision } = one;
    const after = { ...accept(fields), id, revision: revision + 1, createdAt, updatedAt: at };
    changed.push(after);
    return after;
  });
  const added = created.map((fields) => ({
    ...accept(fields),
    id: newId(),
    revision: 1,
    createdAt: at,
    updatedAt: at,
  }));
  return {
    configurations: [...configurations, ...added],
    changed: [...changed, ...added],
    names,
  };
}
