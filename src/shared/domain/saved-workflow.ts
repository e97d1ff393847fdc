import { z } from 'zod';
import { runConfigurationSchema } from './run.ts';
import { workflowSchema } from './workflow.ts';

/** A saved workflow as it is listed. */
export const workflowSummarySchema = z.strictObject({
  id: z.uuid(),
  /** That of its document. */
  name: z.string(),
  description: z.string(),
  steps: z.number().int(),
  /** The configuration that drafted it, as it was then; null where it was written by hand or imported. */
  configuration: runConfigurationSchema.nullable(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  /** Grows by one with every save; a save names the one it started from. */
  revision: z.number().int(),
});

export const savedWorkflowSchema = workflowSummarySchema.extend({
  document: workflowSchema,
  /** Earlier ones that are still kept, newest first. */
  earlier: z.array(z.strictObject({ revision: z.number().int(), savedAt: z.iso.datetime() })),
});

/** `WorkflowProblem`, as it crosses the bridge in an answer. */
export const workflowProblemSchema = z.strictObject({
  path: z.array(z.union([z.string(), z.number()])).readonly(),
  severity: z.enum(['error', 'warning']),
  sentence: z.string(),
});

export const workflowFormatSchema = z.enum(['json', 'yaml', 'mermaid']);

export type WorkflowSummary = Readonly<z.infer<typeof workflowSummarySchema>>;
export type SavedWorkflow = Readonly<z.infer<typeof savedWorkflowSchema>>;
export type WorkflowFormat = z.infer<typeof workflowFormatSchema>;
