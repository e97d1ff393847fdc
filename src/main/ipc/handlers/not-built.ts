import { AppError } from '#shared/errors.ts';
import type { Handlers } from '#shared/ipc/routes.ts';

/** Stands in for the handlers that are being built. */
function notBuilt(): never {
  throw new AppError('internal', 'This is not built yet.');
}

export const notBuiltHandlers = {
  'workspace.export': notBuilt,
  'workspace.previewImport': notBuilt,
  'workspace.import': notBuilt,
} satisfies Partial<Handlers>;
