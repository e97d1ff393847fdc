import { z } from 'zod';
import { looksLikeKey } from '#shared/domain/rules/secret-shape.ts';
import { stepTypes, triggerTypes, workflowLimits } from '#shared/domain/rules/workflow/limits.ts';
import type { PartialWorkflow } from '#shared/domain/workflow-draft.ts';

/** What looks like a key is shown no sooner than it would be accepted: never. */
const shown = z
  .string()
  .max(1_000)
  .refine((text) => !looksLikeKey(text));
const orNull = shown.nullable().catch(null);
const ids = z
  .array(z.unknown())
  .catch([])
  .transform((list) => list.flatMap((one) => shown.safeParse(one).data ?? []));

const step = z.object({
  id: shown,
  type: z.enum(stepTypes).nullable().catch(null),
  name: orNull,
  dependsOn: ids,
  whenTrue: ids,
  whenFalse: ids,
});

const partial = z.object({
  name: orNull,
  description: orNull,
  trigger: z
    .object({ type: z.enum(triggerTypes) })
    .nullable()
    .catch(null),
  steps: z.array(z.unknown()).catch([]),
});

/** What may be shown of a document while it is written, whatever a model writes. Steps without an id are not there yet. */
export function partialWorkflow(document: unknown): PartialWorkflow | null {
  const { data } = partial.safeParse(document);
  if (data === undefined) return null;
  const { name, description, trigger, steps } = data;
  return {
    name,
    description,
    triggerType: trigger?.type ?? null,
    steps: steps.slice(0, workflowLimits.steps).flatMap((one) => step.safeParse(one).data ?? []),
  };
}
