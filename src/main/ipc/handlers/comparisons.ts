import type { Handlers, Route } from '#shared/ipc/routes.ts';
import type { Comparisons } from '../../comparisons/comparisons.ts';
import { exportExtensions } from '../../comparisons/export-comparison.ts';
import { readPrompts } from '../../comparisons/read-prompts.ts';
import type { RunRecords } from '../../usage/run-records.ts';

interface ComparisonDependencies {
  readonly comparisons: Comparisons;
  readonly records: RunRecords;
  readonly now: () => Date;
}

export function comparisonHandlers({
  comparisons,
  records,
  now,
}: ComparisonDependencies): Pick<Handlers, Extract<Route, `comparisons.${string}`>> {
  return {
    'comparisons.start': (input, context) => comparisons.start(input, context),
    'comparisons.cancel': ({ id, part }, context) => {
      comparisons.cancel(id, part, context);
      return null;
    },
    'comparisons.resume': ({ id }, context) => comparisons.resume(id, context),
    'comparisons.retry': ({ id, part }, context) => comparisons.retry(id, part, context),
    'comparisons.rerun': (input, context) => comparisons.rerun(input, context),
    'comparisons.vote': (input, context) => {
      comparisons.vote(input, context);
      return null;
    },
    'comparisons.list': (page, context) => ({
      ...comparisons.list(page, context),
      notice: records.notice,
    }),
    'comparisons.get': (input, context) => comparisons.get(input, context),
    'comparisons.rename': ({ id, name }, context) => {
      comparisons.rename(id, name, context);
      return null;
    },
    'comparisons.delete': ({ id }, context) => {
      comparisons.delete(id, context);
      return null;
    },
    'comparisons.export': ({ id, format }, context) => ({
      fileName: `keywell-comparison-${now().toISOString().slice(0, 10)}.${exportExtensions[format]}`,
      text: comparisons.export(id, { format, exportedAt: now() }, context),
    }),
    'comparisons.readPrompts': ({ name, text }) => readPrompts(name, text),
  };
}
