import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { normalisedName } from '#shared/domain/rules/configuration-rules.ts';
import type { WorkflowProblem } from '#shared/domain/rules/workflow/problem.ts';
import { soundWorkflow, validateWorkflow } from '#shared/domain/rules/workflow/validate.ts';
import type { RunConfiguration } from '#shared/domain/run.ts';
import type { SavedWorkflow, WorkflowSummary } from '#shared/domain/saved-workflow.ts';
import type { Workflow } from '#shared/domain/workflow.ts';
import { AppError } from '#shared/errors.ts';
import type { Database } from '../storage/database.ts';
import { documentOf, savedWorkflow, summaryOf } from './workflow-rows.ts';

interface SavedWorkflowsDependencies {
  readonly database: Pick<Database, 'use' | 'transaction' | 'deleteForGood'>;
  readonly now: () => Date;
}

/** What a save is made of. */
interface Save {
  readonly document: unknown;
  /** The workflow and the revision it was made from; null for a new one. */
  readonly replaces: { readonly id: string; readonly revision: number } | null;
  /** What drafted it; null where nothing did, or what did before still counts. */
  readonly configuration: RunConfiguration | null;
}

/** Earlier revisions of a workflow that are kept beside the one in force. */
const keptRevisions = 20;

/** Each member's own workflows. What is saved is sound, and seems to hold no key. */
export class SavedWorkflows {
  readonly #database: SavedWorkflowsDependencies['database'];
  readonly #now: () => Date;

  constructor({ database, now }: SavedWorkflowsDependencies) {
    this.#database = database;
    this.#now = now;
  }

  /** The one saved last first. */
  list(memberId: string): WorkflowSummary[] {
    return this.#database
      .use((db) =>
        db
          .prepare(
            `SELECT id, json_extract(document, '$.name') AS name,
               json_extract(document, '$.description') AS description,
               json_array_length(document, '$.steps') AS steps,
               configuration, created_at, updated_at, revision
             FROM workflows WHERE member_id = ? ORDER BY updated_at DESC, rowid DESC`,
          )
          .all(memberId),
      )
      .map(summaryOf);
  }

  /** Throws `not-found`, also where it is another member's. */
  get(memberId: string, id: string): SavedWorkflow {
    return this.#database.use((db) => savedWorkflow(db, memberId, id));
  }

  /** An earlier revision, or the one in force. Throws `not-found` where it is not kept any more. */
  revision(memberId: string, id: string, revision: number): Workflow {
    return this.#database.use((db) => {
      const current = savedWorkflow(db, memberId, id);
      if (current.revision === revision) return current.document;
      const row = db
        .prepare('SELECT document FROM workflow_revisions WHERE workflow_id = ? AND revision = ?')
        .get(id, revision);
      if (row === undefined) {
        throw new AppError('not-found', 'This revision of the workflow is not kept any more.');
      }
      return documentOf(row);
    });
  }

  /**
   * Throws `invalid-input` for what is not sound, `name-taken`, `not-found`, and `conflict` where it was saved by
   * somebody else meanwhile.
   */
  save(memberId: string, { document, replaces, configuration }: Save): SavedWorkflow {
    const workflow = soundOrThrow(document);
    return this.#database.transaction((db) => {
      if (replaces === null) return this.#insert(db, memberId, workflow, configuration);
      const before = savedWorkflow(db, memberId, replaces.id);
      if (before.revision !== replaces.revision) {
        throw new AppError(
          'conflict',
          'This workflow was saved elsewhere meanwhile. Open it again to see what is there, or save this one as a new workflow.',
        );
      }
      return this.#replace(db, memberId, before, workflow, configuration ?? before.configuration);
    });
  }

  /** Changes the name in the document. Throws as `save` does. */
  rename(memberId: string, id: string, name: string): SavedWorkflow {
    return this.#database.transaction((db) => {
      const before = savedWorkflow(db, memberId, id);
      const renamed = soundOrThrow({ ...before.document, name: name.trim() });
      return this.#replace(db, memberId, before, renamed, before.configuration);
    });
  }

  /** Idempotent. */
  delete(memberId: string, id: string): void {
    this.#database.deleteForGood(
      'DELETE FROM workflows WHERE id = ? AND member_id = ?',
      id,
      memberId,
    );
  }

  deleteAll(memberId: string): void {
    this.#database.deleteForGood('DELETE FROM workflows WHERE member_id = ?', memberId);
  }

  #insert(
    db: DatabaseSync,
    memberId: string,
    workflow: Workflow,
    configuration: RunConfiguration | null,
  ): SavedWorkflow {
    refuseIfTaken(db, memberId, workflow.name, null);
    const [id, now] = [randomUUID(), this.#now().getTime()];
    db.prepare(
      `INSERT INTO workflows
         (id, member_id, folded_name, document, configuration, created_at, updated_at, revision)
       VALUES (?, ?, ?, ?, ?, ?, ?, 1)`,
    ).run(
      id,
      memberId,
      normalisedName(workflow.name),
      JSON.stringify(workflow),
      configuration === null ? null : JSON.stringify(configuration),
      now,
      now,
    );
    return savedWorkflow(db, memberId, id);
  }

  #replace(
    db: DatabaseSync,
    memberId: string,
    { id, revision }: SavedWorkflow,
    workflow: Workflow,
    configuration: RunConfiguration | null,
  ): SavedWorkflow {
    refuseIfTaken(db, memberId, workflow.name, id);
    db.prepare(
      `INSERT INTO workflow_revisions (workflow_id, revision, saved_at, document)
       SELECT id, revision, updated_at, document FROM workflows WHERE id = ?`,
    ).run(id);
    db.prepare(
      `UPDATE workflows SET folded_name = ?, document = ?, configuration = ?, updated_at = ?,
         revision = revision + 1 WHERE id = ?`,
    ).run(
      normalisedName(workflow.name),
      JSON.stringify(workflow),
      configuration === null ? null : JSON.stringify(configuration),
      this.#now().getTime(),
      id,
    );
    db.prepare('DELETE FROM workflow_revisions WHERE workflow_id = ? AND revision <= ?').run(
      id,
      revision - keptRevisions,
    );
    return savedWorkflow(db, memberId, id);
  }
}

function refuseIfTaken(db: DatabaseSync, memberId: string, name: string, id: string | null): void {
  const taken = db
    .prepare('SELECT id FROM workflows WHERE member_id = ? AND folded_name = ? AND id IS NOT ?')
    .get(memberId, normalisedName(name), id);
  if (taken === undefined) return;
  const sentence = `There is a workflow called "${name}" already. Choose another name.`;
  throw new AppError('name-taken', sentence, { fields: { name: sentence } });
}

/** The workflow with its name trimmed. Throws `invalid-input` with what is wrong first, and with how much more. */
function soundOrThrow(document: unknown): Workflow {
  const validated = validateWorkflow(document);
  const workflow = soundWorkflow(validated);
  if (workflow !== null) return { ...workflow, name: workflow.name.trim() };
  throw new AppError('invalid-input', `The workflow was not saved. ${summary(validated.problems)}`);
}

function summary(problems: readonly WorkflowProblem[]): string {
  const [first, ...more] = problems.filter(({ severity }) => severity === 'error');
  const rest = more.length === 0 ? '' : ` There is more: ${more.length} in all after this one.`;
  return `${first?.sentence ?? 'It has not the form of a workflow.'}${rest}`;
}
