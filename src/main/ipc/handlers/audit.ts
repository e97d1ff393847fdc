import type { Handlers } from '#shared/ipc/routes.ts';
import type { AuditLog } from '../../audit/audit-log.ts';
import { auditCsv } from '../../audit/export.ts';

interface AuditDependencies {
  readonly auditLog: AuditLog;
  readonly now: () => Date;
}

export function auditHandlers({
  auditLog,
  now,
}: AuditDependencies): Pick<Handlers, 'audit.list' | 'audit.verify' | 'audit.export'> {
  return {
    'audit.list': async ({ filter, beforeSeq, limit }) => {
      const { records, more } = await auditLog.query(filter, { beforeSeq, limit });
      return { records: [...records], more };
    },
    'audit.verify': () => auditLog.verify(),
    'audit.export': async ({ filter, format }) => {
      const everything = { beforeSeq: null, limit: Number.POSITIVE_INFINITY };
      const { records } = await auditLog.query(filter, everything);
      return {
        fileName: `keywell-audit-${now().toISOString().slice(0, 10)}.${format}`,
        text: format === 'csv' ? auditCsv(records) : `${JSON.stringify(records, null, 2)}\n`,
      };
    },
  };
}
