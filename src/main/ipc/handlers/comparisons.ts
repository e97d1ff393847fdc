import { AppError } from '#shared/errors.ts';
import type { Handlers, Route } from '#shared/ipc/routes.ts';

type ComparisonRoute = Extract<Route, `comparisons.${string}`>;

export function comparisonHandlers(): Pick<Handlers, ComparisonRoute> {
  return {
    'comparisons.start': refused,
    'comparisons.cancel': refused,
    'comparisons.resume': refused,
    'comparisons.retry': refused,
    'comparisons.rerun': refused,
    'comparisons.vote': refused,
    'comparisons.list': refused,
    'comparisons.get': refused,
    'comparisons.rename': refused,
    'comparisons.delete': refused,
    'comparisons.export': refused,
    'comparisons.readPrompts': refused,
  };
}

function refused(): never {
  throw new AppError('closing', 'Keywell cannot compare yet.');
}
