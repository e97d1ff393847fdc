import { z } from 'zod';
import { conversationSchema, conversationSummarySchema } from '../../domain/history.ts';
import { settingsSchema } from '../../domain/settings.ts';
import { defineRoute } from '../define.ts';

const byId = z.strictObject({ id: z.number().int().min(1) });

/**
 * The history of runs with their texts. A member sees what they ran themselves, and nobody sees more, the Owner no
 * exception: prompts are letters. On the disk it is as safe as the person's other files.
 */
export const historyRoutes = {
  /** Conversations with a run that holds every word of `text`, newest first. `beforeSeq` is that of the last one listed. */
  ...defineRoute({
    name: 'history.list',
    permission: 'generate',
    input: z.strictObject({
      text: z.string().max(500),
      beforeSeq: z.number().int().nullable(),
      limit: z.number().int().min(1).max(100),
    }),
    output: z.strictObject({
      conversations: z.array(conversationSummarySchema),
      more: z.boolean(),
      /** What a person should know of the file that this is kept in. */
      notice: z.string().nullable(),
    }),
  }),
  ...defineRoute({
    name: 'history.open',
    permission: 'generate',
    input: byId,
    output: conversationSchema,
  }),
  /** Idempotent. The ledger keeps its rows. */
  ...defineRoute({
    name: 'history.delete',
    permission: 'generate',
    input: byId,
    output: z.null(),
  }),
  ...defineRoute({
    name: 'history.deleteAll',
    permission: 'generate',
    input: z.strictObject({}),
    output: z.null(),
  }),
  /** Whether runs are kept from now on. What is kept already stays. */
  ...defineRoute({
    name: 'history.setKept',
    permission: 'generate',
    input: z.strictObject({ kept: z.boolean() }),
    output: settingsSchema,
  }),
};
