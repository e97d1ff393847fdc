import type { Handlers, Route } from '#shared/ipc/routes.ts';
import type { EventSink } from '../../events.ts';
import type { Registry } from '../../registry/registry.ts';
import type { Database } from '../../storage/database.ts';
import type { Drafting } from '../../workflows/drafting.ts';
import type { SavedWorkflows } from '../../workflows/saved-workflows.ts';
import { readWorkflowFile, workflowFile } from '../../workflows/workflow-files.ts';

type WorkflowRoute = Extract<Route, `workflows.${string}`>;

interface WorkflowDependencies {
  readonly drafting: Drafting;
  readonly workflows: SavedWorkflows;
  readonly database: Pick<Database, 'notice'>;
  readonly registry: Registry;
  readonly events: EventSink;
}

export function workflowHandlers({
  drafting,
  workflows,
  database,
  registry,
  events,
}: WorkflowDependencies): Pick<Handlers, WorkflowRoute> {
  const changed = () => events.broadcast('workflows.changed', null);
  return {
    'workflows.draft': (input, context) => drafting.draft(input, context),
    'workflows.revise': (input, context) => drafting.revise(input, context),
    'workflows.cancel': ({ draftId }, { clientId }) => {
      drafting.cancel(draftId, clientId);
      return null;
    },
    'workflows.list': (_input, { actor }) => ({
      workflows: workflows.list(actor.id),
      notice: database.notice,
    }),
    'workflows.get': ({ id }, { actor }) => workflows.get(actor.id, id),
    'workflows.getRevision': ({ id, revision }, { actor }) =>
      workflows.revision(actor.id, id, revision),
    'workflows.save': ({ document, replaces, draftId }, { actor }) => {
      const configuration = draftId === null ? null : drafting.madeBy(draftId, actor.id);
      const saved = workflows.save(actor.id, { document, replaces, configuration });
      changed();
      return saved;
    },
    'workflows.rename': ({ id, name }, { actor }) => {
      const renamed = workflows.rename(actor.id, id, name);
      changed();
      return renamed;
    },
    'workflows.delete': ({ id }, { actor }) => {
      workflows.delete(actor.id, id);
      changed();
      return null;
    },
    'workflows.export': ({ document, format }) => workflowFile(document, format),
    'workflows.import': ({ text }) =>
      readWorkflowFile(
        text,
        registry.list().map(({ name }) => name),
      ),
  };
}
