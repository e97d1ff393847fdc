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

/** An installed model as the list of a server shows it. */
const localModelSchema = installedModelSchema.extend({
  /** Of the manifest: equal for copies of one model under several names. */
  digest: z.string(),
  /** For example `Q4_K_M`; null when Ollama does not say. */
  quantisation: z.string().nullable(),
  /** For example `llama`; null when Ollama does not say. */
  family: z.string().nullable(),
  /** Ollama's words, `completion`, `tools`, `vision`, `thinking`, `embedding`, …; null until they are known. */
  capabilities: z.array(z.string()).nullable(),
  /** The longest the model can do, in tokens; null until it is known, and where Ollama does not say. */
  contextLength: z.number().int().nullable(),
  /** When it was pulled, made or copied; null when Ollama does not say. */
  modifiedAt: z.iso.datetime().nullable(),
});

/** What is installed at one server. */
export const localModelListSchema = z.strictObject({
  /** By name. */
  models: z.array(localModelSchema),
  /** Of all models together, in bytes: what several share, as copies do, counts once, as far as Ollama tells. */
  diskBytes: z.number(),
});

/** All that Ollama tells of one model. Texts are empty where it has none. */
export const localModelDetailsSchema = z.strictObject({
  name: z.string(),
  template: z.string(),
  system: z.string(),
  licence: z.string(),
  /** Of the Modelfile, one for each line of it: `stop` may be there several times. */
  parameters: z.array(z.strictObject({ name: z.string(), value: z.string() })),
  capabilities: z.array(z.string()),
  /** The longest the model can do, in tokens. */
  contextLength: z.number().int().nullable(),
  family: z.string().nullable(),
  format: z.string().nullable(),
  parameterSize: z.string().nullable(),
  quantisation: z.string().nullable(),
  /** The model that this one was made from; null where there is none. */
  parentModel: z.string().nullable(),
  modifiedAt: z.iso.datetime().nullable(),
  /** The metadata of the weights, `llama.block_count` and the like, by name. Long lists are told by their length. */
  info: z.array(z.strictObject({ name: z.string(), value: z.string() })),
});

/** How the deletion of one of several models went. */
export const modelDeletionSchema = z.strictObject({
  name: z.string(),
  /** `gone`: it was not there any more, which is what was wanted. */
  outcome: z.enum(['deleted', 'gone', 'failed']),
  /** On the disk; less than its size where another model shares with it. */
  bytesFreed: z.number(),
  /** Why it is still there, as a sentence; null unless it failed. */
  message: z.string().nullable(),
});

/** A model that is in the memory of a server. */
export const loadedModelSchema = z.strictObject({
  name: z.string(),
  digest: z.string(),
  parameterSize: z.string().nullable(),
  quantisation: z.string().nullable(),
  family: z.string().nullable(),
  /** All that it takes, VRAM included, in bytes. */
  memoryBytes: z.number(),
  /** Of that, in the memory of graphics cards. */
  vramBytes: z.number(),
  /** `vramBytes` of `memoryBytes`, from 0 to 1: 1 is all on the graphics card, 0 all on the processor. */
  vramShare: z.number(),
  /** That it was loaded with, in tokens; null when Ollama does not say. */
  contextLength: z.number().int().nullable(),
  /** When it will be unloaded, by the server's clock; null: it stays until somebody does it. */
  expiresAt: z.iso.datetime().nullable(),
});

export type InstalledModel = Readonly<z.infer<typeof installedModelSchema>>;
export type OllamaDiscovery = Readonly<z.infer<typeof ollamaDiscoverySchema>>;
export type LocalModel = Readonly<z.infer<typeof localModelSchema>>;
export type LocalModelList = Readonly<z.infer<typeof localModelListSchema>>;
export type LocalModelDetails = Readonly<z.infer<typeof localModelDetailsSchema>>;
export type ModelDeletion = Readonly<z.infer<typeof modelDeletionSchema>>;
export type LoadedModel = Readonly<z.infer<typeof loadedModelSchema>>;
