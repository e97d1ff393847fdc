import type { AuditRecord } from '#shared/domain/audit.ts';
import { toCsv } from '../csv.ts';

const columns = [
  'seq',
  'time',
  'ended',
  'member',
  'account',
  'action',
  'target',
  'target id',
  'outcome',
  'detail',
] as const;

/** The records as CSV with a header line. */
export function auditCsv(records: readonly AuditRecord[]): string {
  return toCsv(
    columns,
    records.map((one) => [
      one.seq,
      one.time,
      one.endedAt,
      one.actor.member,
      one.actor.account,
      one.action,
      one.target?.name ?? null,
      one.target?.id ?? null,
      one.outcome,
      one.detail,
    ]),
  );
}
