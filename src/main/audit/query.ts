import { setImmediate } from 'node:timers/promises';
import type { AuditAction, AuditEntry, AuditFilter, AuditRecord } from '#shared/domain/audit.ts';
import type { AuditFile } from './audit-reading.ts';
import { entryOf } from './chain.ts';

export interface PageOptions {
  /** Only what is older than this; null for the newest. */
  readonly beforeSeq: number | null;
  readonly limit: number;
}

export interface Page {
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
  files: readonly AuditFile[],
  filter: AuditFilter,
  { beforeSeq, limit }: PageOptions,
): Promise<Page> {
  const records: AuditRecord[] = [];
  /** The entry that began an action → the one that ended it, met first since the newest are read first. */
  const endings = new Map<number, AuditEntry>();
  for await (const line of newestFirst(files)) {
    const entry = entryOf(line);
    if (entry === null) continue;
    if (entry.of !== null) {
      endings.set(entry.of, entry);
      continue;
    }
    if (beforeSeq !== null && entry.seq >= beforeSeq) continue;
    const record = recordOf(entry, endings.get(entry.seq));
    endings.delete(entry.seq);
    if (!passes(record, filter)) continue;
    if (records.length === limit) return { records, more: true };
    records.push(record);
  }
  return { records, more: false };
}

/** The newest record of one of these actions, from entries that stand alone; null if there is none. */
export async function lastWith(
  files: readonly AuditFile[],
  actions: readonly AuditAction[],
): Promise<AuditRecord | null> {
  // Looking for the text first spares parsing a log in which there is none.
  const texts = actions.map((action) => `"action":"${action}"`);
  for await (const line of newestFirst(files)) {
    const entry = texts.some((text) => line.includes(text)) ? entryOf(line) : null;
    if (entry !== null && actions.includes(entry.action)) return recordOf(entry, undefined);
  }
  return null;
}

/** Every line, and a turn for everything else now and then. */
async function* newestFirst(files: readonly AuditFile[]): AsyncGenerator<string> {
  for (const file of files.toReversed()) {
    const lines = await file.lines();
    for (let index = lines.length - 1; index >= 0; index -= 1) {
      if (index % 500 === 0) await setImmediate();
      yield lines[index] ?? '';
    }
  }
}

function recordOf(entry: AuditEntry, ending: AuditEntry | undefined): AuditRecord {
  const { seq, time, actor, action, target, outcome, detail } = entry;
  return {
    seq,
    time,
    actor,
    action: ending?.action ?? action,
    target: ending?.target ?? target,
    outcome: ending?.outcome ?? outcome,
    detail: ending?.detail ?? detail,
    endedAt: ending?.time ?? null,
  };
}

function passes(record: AuditRecord, filter: AuditFilter): boolean {
  return (
    (filter.targetId === null || record.target?.id === filter.targetId) &&
    (filter.memberId === null || record.actor.id === filter.memberId) &&
    (filter.action === null || record.action === filter.action) &&
    (filter.from === null || Date.parse(record.time) >= Date.parse(filter.from)) &&
    (filter.to === null || Date.parse(record.time) <= Date.parse(filter.to))
  );
}
