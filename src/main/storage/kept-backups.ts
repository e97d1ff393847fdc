import { stamp, stampedAt } from './file-stamp.ts';

const name = /^registry-(\d{4}-\d\d-\d\dT\d{6}\.\d{3}Z)\.json$/;
const newest = 5;
const days = 7;

export function backupName(at: Date): string {
  return `registry-${stamp(at)}.json`;
}

/** When the backup of that name was made, ISO 8601; null for a file that is none. */
export function backedUpAt(fileName: string): string | null {
  const found = name.exec(fileName)?.[1];
  return found === undefined ? null : stampedAt(found);
}

/** Which backups make room: all but the newest five, and the last one of each of the latest seven days there are. */
export function superseded(names: readonly string[]): readonly string[] {
  const newestFirst = names.toSorted().reverse();
  const lastOfDay = new Map<string, string>();
  for (const one of newestFirst) {
    const day = (backedUpAt(one) ?? '').slice(0, 10);
    if (!lastOfDay.has(day) && lastOfDay.size < days) lastOfDay.set(day, one);
  }
  const kept = new Set([...newestFirst.slice(0, newest), ...lastOfDay.values()]);
  return newestFirst.filter((one) => !kept.has(one));
}
