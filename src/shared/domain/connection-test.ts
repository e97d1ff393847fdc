import { z } from 'zod';

/** What stands between a configuration and its first token, in order. */
export const connectionSteps = [
  'url',
  'key',
  'resolve',
  'connect',
  'tls',
  'authorise',
  'model',
  'first-token',
] as const;

const connectionStepSchema = z.strictObject({
  name: z.enum(connectionSteps),
  /**
   * `skipped`: does not apply, such as TLS over plain http. `unknown`: not found out, because a step before failed or
   * the provider did not get so far.
   */
  outcome: z.enum(['passed', 'failed', 'skipped', 'unknown']),
  /** Since the step before, in milliseconds; null where none was taken. */
  ms: z.number().nullable(),
  /** What was found: the URL, the address, the version of TLS, the model. */
  detail: z.string().nullable(),
});

/** A run's own way to a provider, gone as far as the first token. What passes here, a run passes. */
export const connectionTestSchema = z.strictObject({
  /** Every step, in order. */
  steps: z.array(connectionStepSchema),
  /** `cancelled`: by a person, before it was over. */
  outcome: z.enum(['passed', 'failed', 'cancelled']),
  /** Why the step that failed did; null where none has. */
  error: z
    .strictObject({
      code: z.string(),
      message: z.string(),
      /** What the provider said, scrubbed of the key. */
      details: z.string().nullable(),
    })
    .nullable(),
  totalMs: z.number(),
});

export type ConnectionStepName = (typeof connectionSteps)[number];
export type ConnectionStep = Readonly<z.infer<typeof connectionStepSchema>>;
export type ConnectionTest = Readonly<z.infer<typeof connectionTestSchema>>;
