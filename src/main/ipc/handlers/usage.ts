import type { UsageRange } from '#shared/domain/usage.ts';
import type { Handlers, RequestContext } from '#shared/ipc/routes.ts';
import type { Access } from '../../access/access.ts';
import type { RunRecords } from '../../usage/run-records.ts';
import { usageCsv } from '../../usage/usage-csv.ts';
import type { UsageFilter, UsageLedger } from '../../usage/usage-ledger.ts';

interface UsageDependencies {
  readonly ledger: UsageLedger;
  readonly records: RunRecords;
  readonly access: Access;
  readonly now: () => Date;
}

export function usageHandlers({
  ledger,
  records,
  access,
  now,
}: UsageDependencies): Pick<Handlers, 'usage.totals' | 'usage.list' | 'usage.export'> {
  /** Everybody's runs for who may read the audit log, their own for who may generate. */
  function visible(range: UsageRange, { actor }: RequestContext): UsageFilter {
    if (actor.permissions.includes('audit:read')) return { range, memberId: null };
    access.authorise(actor, 'generate');
    return { range, memberId: actor.id };
  }

  return {
    'usage.totals': ({ range, timeZone }, context) => {
      const filter = visible(range, context);
      const report = ledger.report(filter, timeZone);
      const scope = filter.memberId === null ? 'everybody' : 'own';
      return { ...report, scope, notice: records.notice };
    },
    'usage.list': ({ range, ...page }, context) => ledger.list(visible(range, context), page),
    'usage.export': ({ range }, context) => ({
      fileName: `keywell-usage-${now().toISOString().slice(0, 10)}.csv`,
      text: usageCsv(ledger.all(visible(range, context))),
    }),
  };
}
