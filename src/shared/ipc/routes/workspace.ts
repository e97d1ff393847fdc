import { z } from 'zod';
import { configurationsChangeSchema } from '../../domain/configuration.ts';
import { maxImportLength } from '../../domain/rules/transfer-rules.ts';
import { conflictChoiceSchema, importItemSchema } from '../../domain/transfer.ts';
import { defineRoute } from '../define.ts';

const text = z.string().max(maxImportLength);

export const workspaceRoutes = {
  /** Configurations as JSON, without anything of their keys. */
  ...defineRoute({
    name: 'workspace.export',
    permission: 'configs:read',
    input: z.strictObject({}),
    output: z.strictObject({ fileName: z.string(), text: z.string() }),
  }),
  ...defineRoute({
    name: 'workspace.previewImport',
    permission: 'configs:write',
    input: z.strictObject({ text }),
    output: z.strictObject({ items: z.array(importItemSchema) }),
  }),
  /**
   * All or nothing: an invalid configuration in the file refuses the whole of it, and so does replacing one whose stored
   * key would go to another address.
   */
  ...defineRoute({
    name: 'workspace.import',
    permission: 'configs:write',
    input: z.strictObject({ text, conflicts: conflictChoiceSchema }),
    output: configurationsChangeSchema,
  }),
};
