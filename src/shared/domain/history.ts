import { z } from 'zod';
import {
  costSchema,
  finishReasonSchema,
  messageSchema,
  runConfigurationSchema,
  runParametersSchema,
  timingSchema,
  usageSchema,
} from './run.ts';

/** How a run ended, as it is kept. */
export const keptEndSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('done'),
    reason: finishReasonSchema,
    usage: usageSchema,
    timing: timingSchema,
    cost: costSchema,
  }),
  z.strictObject({
    type: z.literal('failed'),
    error: z.strictObject({ code: z.string(), message: z.string() }),
    timing: timingSchema,
  }),
]);

/** A run with its texts, as it is kept. */
export const keptRunSchema = z.strictObject({
  runId: z.uuid(),
  /** The run of the same conversation whose answer this one follows. */
  follows: z.uuid().nullable(),
  configuration: runConfigurationSchema,
  parameters: runParametersSchema,
  prompt: z.string(),
  systemPrompt: z.string().nullable(),
  answer: z.string(),
  reasoning: z.string(),
  end: keptEndSchema,
});

/** Runs that follow one another. A prompt that was edited, or run again, gives it a second branch. */
export const conversationSchema = z.strictObject({
  id: z.number().int(),
  /** The turns before the first run, where that followed one which is not kept. */
  earlier: z.array(messageSchema),
  /** In the order in which they were run. */
  runs: z.array(keptRunSchema),
});

/** A conversation as it is listed. */
export const conversationSummarySchema = z.strictObject({
  id: z.number().int(),
  /** The beginning of its first prompt, in one line. */
  title: z.string(),
  runs: z.number().int(),
  /** Of the last run. */
  runId: z.uuid(),
  seq: z.number().int(),
  startedAt: z.iso.datetime(),
  configuration: runConfigurationSchema,
  outcome: z.enum([...finishReasonSchema.options, 'failed']),
});

export type KeptRun = Readonly<z.infer<typeof keptRunSchema>>;
export type Conversation = Readonly<z.infer<typeof conversationSchema>>;
export type ConversationSummary = Readonly<z.infer<typeof conversationSummarySchema>>;
