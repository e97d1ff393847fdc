import { AppError } from '#shared/errors.ts';
import type { Handlers } from '#shared/ipc/routes.ts';

/** Stands in for the handlers that are being built. */
function notBuilt(): never {
  throw new AppError('internal', 'This is not built yet.');
}

export const notBuiltHandlers = {
  'members.list': notBuilt,
  'members.add': notBuilt,
  'members.update': notBuilt,
  'members.setPasscode': notBuilt,
  'members.remove': notBuilt,
  'members.actAs': notBuilt,
  'policy.get': notBuilt,
  'audit.list': notBuilt,
  'audit.verify': notBuilt,
  'audit.export': notBuilt,
  'workspace.export': notBuilt,
  'workspace.previewImport': notBuilt,
  'workspace.import': notBuilt,
} satisfies Partial<Handlers>;
