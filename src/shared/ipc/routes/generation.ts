import { z } from 'zod';
import { messageSchema, runConfigurationSchema } from '../../domain/run.ts';
import { defineRoute } from '../define.ts';

const runId = z.uuid();

export const generationRoutes = {
  /**
   * Starts a run under an id that the caller makes, so that it can listen first. Answers once the run is under
   * way; what follows comes as `generation.event`, to this client alone.
   */
  ...defineRoute({
    name: 'generation.start',
    permission: 'generate',
    input: z.strictObject({
      runId,
      /** Null: the effective default. */
      configurationId: z.uuid().nullable(),
      messages: z.array(messageSchema).min(1).max(1_000),
      /** Null: the configuration's own. */
      systemPrompt: z.string().max(200_000).nullable(),
    }),
    output: z.strictObject({ runId, configuration: runConfigurationSchema }),
  }),
  /** Idempotent: cancelling a run that has ended, or never was, is no error. */
  ...defineRoute({
    name: 'generation.cancel',
    permission: 'generate',
    input: z.strictObject({ runId }),
    output: z.null(),
  }),
};
