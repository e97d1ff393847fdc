import { AppError } from '#shared/errors.ts';
import type { Handlers } from '#shared/ipc/routes.ts';

export function localModelHandlers(): Pick<
  Handlers,
  Extract<keyof Handlers, `localModels.${string}`>
> {
  return {
    'localModels.servers': notYet,
    'localModels.status': notYet,
    'localModels.list': notYet,
    'localModels.show': notYet,
    'localModels.delete': notYet,
    'localModels.copy': notYet,
    'localModels.running': notYet,
    'localModels.load': notYet,
    'localModels.unload': notYet,
    'localModels.pull': notYet,
    'localModels.pulls': notYet,
    'localModels.cancelPull': notYet,
    'localModels.resumePull': notYet,
    'localModels.dismissPull': notYet,
    'localModels.watch': notYet,
    'localModels.unwatch': notYet,
  };
}

function notYet(): never {
  throw new AppError('not-supported', 'Local models cannot be managed yet.');
}
