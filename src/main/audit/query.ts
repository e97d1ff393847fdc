import type { AuditEntry, AuditFilter, AuditRecord } from '#shared/domain/audit.ts';
import type { AuditFiles } from './audit-files.ts';
import { entryOf } from './chain.ts';

interface Page {
  /** Newest first. */
  readonly records: readonly AuditRecord[];
  /** Whether there are older ones. */
  readonly more: boolean;
}

/**
 * The newest records that pass `filter`, older than `beforeSeq`. What began and how it ended are one record. Lines
 * that are no entry are passed over: verifying names them.
 */
export async function queryAuditLog(
  files: AuditFiles,
  filter: AuditFilter,
  { beforeSeq, limit }: { readonly beforeSeq: number | null; readonly limit: number },
): Promise<Page> {
  const records: AuditRecord[] = [];
  /** The entry that began an action → the one that ended it, met first since the newest are read first. */
  const endings = new Map<number, AuditEntry>();
  for (const path of (await files.paths()).toReversed()) {
    const { whole } = await files.lines(path);
    for (const line of whole.toReversed()) {
      const entry = entryOf(line);
      if (entry === null) continue;
      if (entry.of !== null) {
        endings.set(entry.of, entry);
        continue;
      }
      if ((beforeSeq !== null && entry.seq >= beforeSeq) || !passes(entry, filter)) continue;
      if (records.length === limit) return { records, more: true };
      records.push(recordOf(entry, endings.get(entry.seq)));
    }
  }
  return { records, more: false };
}

function recordOf(entry: AuditEntry, ending: AuditEntry | undefined): AuditRecord {
  const { seq, time, actor, action, target } = entry;
  return {
    seq,
    time,
    actor,
    action,
    target,
    outcome: ending?.outcome ?? entry.outcome,
    detail: ending?.detail ?? entry.detail,
    endedAt: ending?.time ?? null,
  };
}

function passes(entry: AuditEntry, filter: AuditFilter): boolean {
  return (
    (filter.targetId === null || entry.target?.id === filter.targetId) &&
    (filter.memberId === null || entry.actor.id === filter.memberId) &&
    (filter.action === null || entry.action === filter.action) &&
    (filter.from === null || Date.parse(entry.time) >= Date.parse(filter.from)) &&
    (filter.to === null || Date.parse(entry.time) <= Date.parse(filter.to))
  );
}
