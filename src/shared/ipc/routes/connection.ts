import { z } from 'zod';
import { connectionTestSchema } from '../../domain/connection-test.ts';
import { defineRoute } from '../define.ts';

/** Made by the caller, so that it can cancel what has not answered yet. */
const testId = z.uuid();

export const connectionRoutes = {
  /**
   * Goes the way of a run as far as the first token, and tells step by step how far it came. Asks the model for a word:
   * what that costs is the provider's usual price, so it takes the permission of a run. A failing step is an answer,
   * not an error.
   */
  ...defineRoute({
    name: 'connection.test',
    permission: 'generate',
    input: z.strictObject({ testId, configurationId: z.uuid() }),
    output: connectionTestSchema,
  }),
  /** Idempotent. The test itself answers, with what it had found out. */
  ...defineRoute({
    name: 'connection.cancel',
    permission: 'generate',
    input: z.strictObject({ testId }),
    output: z.null(),
  }),
};
