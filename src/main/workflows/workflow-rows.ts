import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { runConfigurationSchema } from '#shared/domain/run.ts';
import {
  type SavedWorkflow,
  savedWorkflowSchema,
  type WorkflowSummary,
  workflowSummarySchema,
} from '#shared/domain/saved-workflow.ts';
import { type Workflow, workflowSchema } from '#shared/domain/workflow.ts';
import { AppError } from '#shared/errors.ts';

type Row = Readonly<Record<string, unknown>>;

/** Throws `not-found`, also where it is another member's. */
export function savedWorkflow(db: DatabaseSync, memberId: string, id: string): SavedWorkflow {
  const row = db
    .prepare('SELECT * FROM workflows WHERE id = ? AND member_id = ?')
    .get(id, memberId);
  if (row === undefined) throw new AppError('not-found', 'This workflow is not there any more.');
  const document = documentOf(row);
  const { name, description, steps } = document;
  const earlier = db
    .prepare(
      'SELECT revision, saved_at FROM workflow_revisions WHERE workflow_id = ? ORDER BY revision DESC',
    )
    .all(id)
    .map(({ revision, saved_at }) => ({ revision, savedAt: isoTime(saved_at) }));
  return savedWorkflowSchema.parse({
    ...factsOf(row),
    name,
    description,
    steps: steps.length,
    document,
    earlier,
  });
}

/** Of a row of `workflows`, and what is listed of its document. */
export function summaryOf(row: Row): WorkflowSummary {
  const { name, description, steps } = row;
  return workflowSummarySchema.parse({ ...factsOf(row), name, description, steps });
}

function factsOf({ id, configuration, created_at, updated_at, revision }: Row) {
  return {
    id,
    configuration:
      configuration === null
        ? null
        : runConfigurationSchema.parse(JSON.parse(String(configuration))),
    createdAt: isoTime(created_at),
    updatedAt: isoTime(updated_at),
    revision,
  };
}

function isoTime(milliseconds: unknown): string {
  return new Date(z.number().parse(milliseconds)).toISOString();
}

export function documentOf({ document }: Row): Workflow {
  return workflowSchema.parse(JSON.parse(String(document)));
}
