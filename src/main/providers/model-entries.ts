import { z } from 'zod';
import type { ListedModel, ModelCapability } from '#shared/domain/model.ts';

/** A field that is of use where it is what it should be, and null otherwise. */
export const textOrNull = z.string().nullish().catch(null);
export const countOrNull = z.number().int().positive().nullish().catch(null);
export const flag = z.boolean().catch(false).default(false);

/** A list whose unreadable entries are left out: the others are still of use. */
export function entriesOf<Schema extends z.ZodType>(schema: Schema) {
  return z
    .array(schema.nullable().catch(null))
    .transform((all) =>
      all.filter((one): one is NonNullable<z.infer<Schema>> => one !== null && one !== undefined),
    );
}

/** What is known of one model. A label that only repeats the id is none. */
export function listedModel(
  id: string,
  known: {
    readonly label?: string | null | undefined;
    readonly contextLength?: number | null | undefined;
    readonly capabilities?: Readonly<Partial<Record<ModelCapability, boolean>>>;
  } = {},
): ListedModel {
  const { label = null, contextLength = null, capabilities = {} } = known;
  const can = (['vision', 'tools', 'reasoning'] as const).filter((one) => capabilities[one]);
  return { id, label: label === id ? null : label || null, contextLength, capabilities: can };
}
