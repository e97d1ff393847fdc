import { z } from 'zod';

const asTyped = z.string().max(40);

/** What stands in Generate and was not run yet. */
export const draftSchema = z.strictObject({
  /** Null: the effective default. */
  configurationId: z.uuid().nullable(),
  prompt: z.string().max(200_000),
  /** Null: the configuration's own. */
  systemPrompt: z.string().max(200_000).nullable(),
  /** Empty: as the configuration has it. */
  parameters: z.strictObject({
    temperature: asTyped,
    topP: asTyped,
    maxOutputTokens: asTyped,
    contextLength: asTyped,
  }),
});

export type Draft = Readonly<z.infer<typeof draftSchema>>;
