import { z } from 'zod';
import { messageSchema, runConfigurationSchema, runParametersSchema } from '../../domain/run.ts';
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
      /** What this run does otherwise than the configuration. */
      parameters: runParametersSchema.optional(),
      /** The run whose answer this one follows in a conversation, for the history. */
      follows: runId.nullable().optional(),
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
