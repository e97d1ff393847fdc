import { z } from 'zod';
import { usageEntrySchema, usageRangeSchema, usageReportSchema } from '../../domain/usage.ts';
import { defineRoute } from '../define.ts';

/**
 * With `audit:read` these tell of everybody's runs; with `generate` alone of the acting member's own. What one has
 * spent oneself is no secret from oneself; what others ran, and when, is for those who may look into the audit log.
 */
export const usageRoutes = {
  ...defineRoute({
    name: 'usage.totals',
    permission: 'configs:read',
    input: z.strictObject({
      range: usageRangeSchema,
      /** As the IANA database names it; decides where a day begins. */
      timeZone: z.string().max(100),
    }),
    output: usageReportSchema,
  }),
  /** Newest first. `beforeSeq` is the `seq` of the last entry of the page before. */
  ...defineRoute({
    name: 'usage.list',
    permission: 'configs:read',
    input: z.strictObject({
      range: usageRangeSchema,
      beforeSeq: z.number().int().nullable(),
      limit: z.number().int().min(1).max(500),
    }),
    output: z.strictObject({ entries: z.array(usageEntrySchema), more: z.boolean() }),
  }),
  ...defineRoute({
    name: 'usage.export',
    permission: 'configs:read',
    input: z.strictObject({ range: usageRangeSchema }),
    output: z.strictObject({ fileName: z.string(), text: z.string() }),
  }),
};
