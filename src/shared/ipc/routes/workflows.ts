import { z } from 'zod';
import { runConfigurationSchema } from '../../domain/run.ts';
import {
  savedWorkflowSchema,
  workflowFormatSchema,
  workflowProblemSchema,
  workflowSummarySchema,
} from '../../domain/saved-workflow.ts';
import { workflowSchema } from '../../domain/workflow.ts';
import { defineRoute } from '../define.ts';

const draftId = z.uuid();
const byId = z.strictObject({ id: z.uuid() });

/** Checked by `validateWorkflow`, whose sentences say more than a schema's would. */
const anyDocument = z.unknown();

/** Of a file that is read, in characters. */
const longestFile = 1_000_000;

const draftStarted = z.strictObject({ draftId, configuration: runConfigurationSchema });

/**
 * Workflows are letters as prompts are: a member sees their own, and nobody sees more. What is saved has no error and
 * seems to hold no key.
 */
export const workflowRoutes = {
  /**
   * Has a workflow drafted from words, under an id that the caller makes, so that it can listen first. Answers once
   * the draft is under way; what follows comes as `workflows.draftEvent`, to this client alone.
   */
  ...defineRoute({
    name: 'workflows.draft',
    permission: 'generate',
    input: z.strictObject({
      draftId,
      /** Null: the effective default. */
      configurationId: z.uuid().nullable(),
      description: z.string().trim().min(1).max(50_000),
    }),
    output: draftStarted,
  }),
  /** As `workflows.draft`, but for a workflow that is there, and what is to change in it. */
  ...defineRoute({
    name: 'workflows.revise',
    permission: 'generate',
    input: z.strictObject({
      draftId,
      configurationId: z.uuid().nullable(),
      document: anyDocument,
      instruction: z.string().trim().min(1).max(50_000),
    }),
    output: draftStarted,
  }),
  /** Idempotent: cancelling a draft that has ended, or never was, is no error. */
  ...defineRoute({
    name: 'workflows.cancel',
    permission: 'generate',
    input: z.strictObject({ draftId }),
    output: z.null(),
  }),
  /** The one saved last first. */
  ...defineRoute({
    name: 'workflows.list',
    permission: 'generate',
    input: z.strictObject({}),
    output: z.strictObject({
      workflows: z.array(workflowSummarySchema),
      /** What a person should know of the file that these are kept in. */
      notice: z.string().nullable(),
    }),
  }),
  ...defineRoute({
    name: 'workflows.get',
    permission: 'generate',
    input: byId,
    output: savedWorkflowSchema,
  }),
  /** An earlier revision that is still kept. */
  ...defineRoute({
    name: 'workflows.getRevision',
    permission: 'generate',
    input: z.strictObject({ id: z.uuid(), revision: z.number().int().min(1) }),
    output: workflowSchema,
  }),
  /** Saves a new workflow, or a new revision of one. Its name is the document's, and unique. */
  ...defineRoute({
    name: 'workflows.save',
    permission: 'generate',
    input: z.strictObject({
      document: anyDocument,
      /** The workflow and the revision that this one was made from; null for a new one. */
      replaces: z.strictObject({ id: z.uuid(), revision: z.number().int().min(1) }).nullable(),
      /** The last draft that this came from, for the record of which configuration made it; null where none did. */
      draftId: draftId.nullable(),
    }),
    output: savedWorkflowSchema,
  }),
  /** Changes the name in the document, as a revision of its own. */
  ...defineRoute({
    name: 'workflows.rename',
    permission: 'generate',
    input: z.strictObject({ id: z.uuid(), name: z.string().max(500) }),
    output: savedWorkflowSchema,
  }),
  /** Idempotent. */
  ...defineRoute({
    name: 'workflows.delete',
    permission: 'generate',
    input: byId,
    output: z.null(),
  }),
  /** A document as the text of a file. It need not be saved, nor quite right, but must have the form of a workflow. */
  ...defineRoute({
    name: 'workflows.export',
    permission: 'generate',
    input: z.strictObject({ document: anyDocument, format: workflowFormatSchema }),
    output: z.strictObject({ fileName: z.string(), text: z.string() }),
  }),
  /** Reads JSON or YAML. Saves nothing. `document` is null where the text does not have the form of a workflow. */
  ...defineRoute({
    name: 'workflows.import',
    permission: 'generate',
    input: z.strictObject({ text: z.string().max(longestFile) }),
    output: z.strictObject({
      document: workflowSchema.nullable(),
      problems: z.array(workflowProblemSchema),
    }),
  }),
};
