import { z } from 'zod';

/** A model that Ollama has installed. */
const installedModelSchema = z.strictObject({
  name: z.string(),
  /** On disk, in bytes. */
  sizeBytes: z.number(),
  /** For example `8.0B`; null when Ollama does not say. */
  parameterSize: z.string().nullable(),
});

/** What stands at an Ollama host. */
export const ollamaDiscoverySchema = z.strictObject({
  baseUrl: z.string(),
  running: z.boolean(),
  models: z.array(installedModelSchema),
});

export type InstalledModel = Readonly<z.infer<typeof installedModelSchema>>;
export type OllamaDiscovery = Readonly<z.infer<typeof ollamaDiscoverySchema>>;
