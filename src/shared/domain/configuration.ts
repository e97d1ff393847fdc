import { z } from 'zod';
import { keyViewSchema } from './key.ts';
import { openaiApis, providerIds } from './rules/providers.ts';

/**
 * What a person fills in. Lengths here only bound what is read; the sentences a person sees come from
 * `configurationProblems`. `null` means "not set: the provider's own default".
 */
export const configurationFieldsSchema = z.strictObject({
  name: z.string().max(500),
  provider: z.enum(providerIds),
  model: z.string().max(300),
  /** Required for `custom`; an override elsewhere; the host for `ollama`. */
  baseUrl: z.string().max(2_000).nullable(),
  /** Whether requests need a key. Free for `custom` and `ollama`; always `key` for the hosted providers. */
  authentication: z.enum(['key', 'none']),
  /** Permits plain http to a host that is neither loopback nor private. */
  allowUnencrypted: z.boolean(),
  temperature: z.number().nullable(),
  topP: z.number().nullable(),
  /** In tokens. */
  maxOutputTokens: z.number().nullable(),
  systemPrompt: z.string().max(200_000).nullable(),
  /** In tokens (`num_ctx`); Ollama only. */
  contextLength: z.number().nullable(),
  /** A Go duration such as `5m`, or seconds; Ollama only. */
  keepAlive: z.string().max(40).nullable(),
  /** Which of OpenAI's two APIs requests go to; `openai` only. Records from before there was a choice have the default. */
  openaiApi: z.enum(openaiApis).default('responses'),
  /** Extra request headers, none of which may carry credentials. */
  headers: z.record(z.string().max(200), z.string().max(4_000)),
  connectTimeoutMs: z.number().nullable(),
  firstTokenTimeoutMs: z.number().nullable(),
  idleTimeoutMs: z.number().nullable(),
  tags: z.array(z.string().max(200)).max(50),
  notes: z.string().max(20_000),
});

/** A configuration as the registry keeps it: a named record, never a secret. */
export const configurationSchema = configurationFieldsSchema.extend({
  id: z.uuid(),
  /** Grows by one with every change; an update names the one it started from. */
  revision: z.number().int().min(1),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});

/** A configuration as the renderer sees it. */
export const configurationViewSchema = configurationSchema.extend({
  key: keyViewSchema,
  /** True when a simulated provider answers for it. */
  simulated: z.boolean(),
});

/** Which configuration is used when none is named, and why. */
export const effectiveDefaultSchema = z.strictObject({
  id: z.uuid(),
  /** `marked`: a person set it. `most-recent`: none is marked, so the one created last stands in. */
  reason: z.enum(['marked', 'most-recent']),
});

/** What changed in the registry, enough for a projection to follow without reading everything again. */
export const configurationsChangeSchema = z.strictObject({
  upserted: z.array(configurationViewSchema),
  removed: z.array(z.uuid()),
  effectiveDefault: effectiveDefaultSchema.nullable(),
});

export type ConfigurationFields = Readonly<z.infer<typeof configurationFieldsSchema>>;
export type Configuration = Readonly<z.infer<typeof configurationSchema>>;
export type ConfigurationView = Readonly<z.infer<typeof configurationViewSchema>>;
export type EffectiveDefault = Readonly<z.infer<typeof effectiveDefaultSchema>>;
export type ConfigurationsChange = Readonly<z.infer<typeof configurationsChangeSchema>>;
