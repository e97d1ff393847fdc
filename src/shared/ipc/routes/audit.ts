import { z } from 'zod';
import {
  auditFilterSchema,
  auditRecordSchema,
  auditVerificationSchema,
} from '../../domain/audit.ts';
import { defineRoute } from '../define.ts';

export const auditRoutes = {
  /** Newest first. `beforeSeq` is the `seq` of the last record of the page before. */
  ...defineRoute({
    name: 'audit.list',
    permission: 'audit:read',
    input: z.strictObject({
      filter: auditFilterSchema,
      beforeSeq: z.number().int().nullable(),
      limit: z.number().int().min(1).max(500),
    }),
    output: z.strictObject({ records: z.array(auditRecordSchema), more: z.boolean() }),
  }),
  ...defineRoute({
    name: 'audit.verify',
    permission: 'audit:read',
    input: z.strictObject({}),
    output: auditVerificationSchema,
  }),
  ...defineRoute({
    name: 'audit.export',
    permission: 'audit:read',
    input: z.strictObject({ filter: auditFilterSchema, format: z.enum(['json', 'csv']) }),
    output: z.strictObject({ fileName: z.string(), text: z.string() }),
  }),
};
