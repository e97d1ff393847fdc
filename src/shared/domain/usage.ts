import { z } from 'zod';
import {
  costSchema,
  finishReasonSchema,
  runConfigurationSchema,
  timingSchema,
  usageSchema,
} from './run.ts';

/** What calls a model. */
const generationPaths = ['generate', 'compare', 'workflow'] as const;

/** One row of the usage ledger: a run without its texts. */
export const usageEntrySchema = z.strictObject({
  /** Grows with every run. */
  seq: z.number().int(),
  runId: z.uuid(),
  /** Who ran it, with the name at the time. */
  memberId: z.string(),
  memberName: z.string(),
  path: z.enum(generationPaths),
  /** As it was when the run began. */
  configuration: runConfigurationSchema,
  outcome: z.enum([...finishReasonSchema.options, 'failed']),
  /** Of a run that failed. */
  errorCode: z.string().nullable(),
  /** Null for a run that failed: what the provider counted is not known. */
  usage: usageSchema.nullable(),
  timing: timingSchema,
  cost: costSchema,
});

/** A stretch of time by when runs began; null leaves it open. `to` is outside. */
export const usageRangeSchema = z.strictObject({
  from: z.iso.datetime().nullable(),
  to: z.iso.datetime().nullable(),
});

/** Runs added up. What is null is known of none of them. */
export const usageTotalsSchema = z.strictObject({
  runs: z.number().int(),
  failed: z.number().int(),
  inputTokens: z.number().nullable(),
  cachedInputTokens: z.number().nullable(),
  outputTokens: z.number().nullable(),
  reasoningTokens: z.number().nullable(),
  /** Of how many runs the tokens are estimates. */
  estimated: z.number().int(),
  /** US dollars, of the runs whose price is known. */
  costUsd: z.number().nullable(),
  /** How many runs were charged for, as far as is known, at a price that is not. */
  unpriced: z.number().int(),
  /** Means over the runs that have the figure. */
  timeToFirstTokenMs: z.number().nullable(),
  tokensPerSecond: z.number().nullable(),
});

export const usageReportSchema = z.strictObject({
  /** `own`: the runs of the acting member alone, who may not see what others did. */
  scope: z.enum(['everybody', 'own']),
  total: usageTotalsSchema,
  /** Each with the configuration as it was in its last run, the one that was used last first. */
  byConfiguration: z.array(
    z.strictObject({ configuration: runConfigurationSchema, totals: usageTotalsSchema }),
  ),
  /** The one with the most runs first. */
  byModel: z.array(
    z.strictObject({
      provider: runConfigurationSchema.shape.provider,
      model: z.string(),
      simulated: z.boolean(),
      totals: usageTotalsSchema,
    }),
  ),
  /** Days of the given time zone on which there was a run, in order. */
  byDay: z.array(z.strictObject({ day: z.iso.date(), totals: usageTotalsSchema })),
  /** What a person should know of the file that this is kept in. */
  notice: z.string().nullable(),
});

export type UsageEntry = Readonly<z.infer<typeof usageEntrySchema>>;
export type UsageRange = Readonly<z.infer<typeof usageRangeSchema>>;
export type UsageTotals = Readonly<z.infer<typeof usageTotalsSchema>>;
export type UsageReport = Readonly<z.infer<typeof usageReportSchema>>;
