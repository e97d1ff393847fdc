import { z } from 'zod';
import { draftSchema } from '../../domain/draft.ts';
import { defineRoute } from '../define.ts';

/** So that a page which crashed, or is loaded anew, loses nothing that was typed. In memory only. */
export const draftRoutes = {
  /** Null: there is none any more. */
  ...defineRoute({
    name: 'drafts.keep',
    permission: 'generate',
    input: z.strictObject({ draft: draftSchema.nullable() }),
    output: z.null(),
  }),
  /** The acting member's own; null if there is none. */
  ...defineRoute({
    name: 'drafts.last',
    permission: 'generate',
    input: z.strictObject({}),
    output: draftSchema.nullable(),
  }),
};
