import { z } from 'zod';
import { from1To2 } from './from-1-to-2.ts';
import type { Migration } from './migration.ts';

/** Every step there is, oldest first, without a gap. */
const migrations: readonly Migration[] = [from1To2];

const countedSchema = z.looseObject({
  configurations: z.array(z.unknown()),
  keys: z.record(z.string(), z.unknown()),
});

/**
 * Brings the document of an older version up to today's, step by step. Throws for one that its version cannot have
 * written, and where a configuration or what is remembered of a key would be lost on the way.
 *
 * @param version of the document, at least 1
 */
export function migrateRegistry(
  document: unknown,
  version: number,
  steps: readonly Migration[] = migrations,
): unknown {
  const before = countedSchema.parse(document);
  const after = steps
    .filter(({ from }) => from >= version)
    .reduce<unknown>((reached, step) => step.migrate(reached), document);
  if (counts(countedSchema.parse(after)) !== counts(before)) {
    throw new Error('A step of the migration lost configurations or keys.');
  }
  return after;
}

function counts({ configurations, keys }: z.infer<typeof countedSchema>): string {
  return `${configurations.length} configurations, ${Object.keys(keys).length} keys`;
}
