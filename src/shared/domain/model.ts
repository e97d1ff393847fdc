import { z } from 'zod';

/** What a model can do beside answering in text, as far as its provider says. */
const modelCapabilities = ['vision', 'tools', 'reasoning'] as const;

/** One model of a provider's list that can generate. */
export const listedModelSchema = z.strictObject({
  /** What requests name. */
  id: z.string(),
  /** The provider's name for people; null where it is the id or there is none. */
  label: z.string().nullable(),
  /** In tokens; null where the provider does not say. */
  contextLength: z.number().int().nullable(),
  /** Empty where the provider does not say. */
  capabilities: z.array(z.enum(modelCapabilities)),
});

export type ModelCapability = (typeof modelCapabilities)[number];
export type ListedModel = Readonly<z.infer<typeof listedModelSchema>>;
