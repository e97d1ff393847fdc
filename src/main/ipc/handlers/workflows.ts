import { AppError } from '#shared/errors.ts';
import type { Handlers, Route } from '#shared/ipc/routes.ts';

type WorkflowRoute = Extract<Route, `workflows.${string}`>;

export function workflowHandlers(): Pick<Handlers, WorkflowRoute> {
  return {
    'workflows.draft': refused,
    'workflows.revise': refused,
    'workflows.cancel': refused,
    'workflows.list': refused,
    'workflows.get': refused,
    'workflows.getRevision': refused,
    'workflows.save': refused,
    'workflows.rename': refused,
    'workflows.delete': refused,
    'workflows.export': refused,
    'workflows.import': refused,
  };
}

function refused(): never {
  throw new AppError('closing', 'Keywell cannot draft workflows yet.');
}
