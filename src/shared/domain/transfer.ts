import { z } from 'zod';
import { configurationFieldsSchema } from './configuration.ts';

/** What an export holds, by allow-list: the fields of configurations and nothing of their keys. */
export const exportFileSchema = z.strictObject({
  format: z.literal('keywell-configurations'),
  version: z.literal(1),
  exportedAt: z.iso.datetime(),
  configurations: z.array(configurationFieldsSchema).max(100_000),
});

/** What importing would do with one configuration. */
export const importItemSchema = z.strictObject({
  name: z.string(),
  /** `same`: there is one with this name and the same fields. `conflict`: there is one with other fields. */
  status: z.enum(['new', 'same', 'conflict', 'invalid']),
  /** For `invalid`: why. For `conflict`: why it cannot be replaced, if it cannot. In sentences. */
  problems: z.array(z.string()),
});

/** What to do where the name is taken by a configuration with other fields. Keys are never touched. */
export const conflictChoiceSchema = z.enum(['skip', 'replace', 'keep-both']);

export type ExportFile = Readonly<z.infer<typeof exportFileSchema>>;
export type ImportItem = Readonly<z.infer<typeof importItemSchema>>;
export type ConflictChoice = z.infer<typeof conflictChoiceSchema>;
