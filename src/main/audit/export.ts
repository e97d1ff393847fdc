import type { AuditRecord } from '#shared/domain/audit.ts';

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

/** The records as CSV (RFC 4180) with a header line. */
export function toCsv(records: readonly AuditRecord[]): string {
  const rows = records.map((one) => [
    one.seq,
    one.time,
    one.endedAt ?? '',
    one.actor.member,
    one.actor.account,
    one.action,
    one.target?.name ?? '',
    one.target?.id ?? '',
    one.outcome,
    one.detail ?? '',
  ]);
  return [columns, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** Quoted where it must be. A leading `=`, `+`, `-`, `@`, tab or return would run as a formula in a spreadsheet. */
function cell(value: string | number): string {
  const text = String(value);
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
