import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { type PullJob, pullJobSchema, pullStates } from '#shared/domain/pull-job.ts';

/** What is kept of a pull. */
export type PullRecord = Pick<
  PullJob,
  | 'id'
  | 'baseUrl'
  | 'name'
  | 'insecure'
  | 'state'
  | 'startedAt'
  | 'endedAt'
  | 'completedBytes'
  | 'totalBytes'
  | 'error'
>;

const row = z
  .object({
    id: z.string(),
    base_url: z.string(),
    name: z.string(),
    insecure: z.number().transform(Boolean),
    state: z.enum(pullStates),
    started_at: z.number(),
    ended_at: z.number().nullable(),
    completed_bytes: z.number(),
    total_bytes: z.number().nullable(),
    error: z.string().nullable(),
  })
  .transform(
    (given): PullRecord => ({
      id: given.id,
      baseUrl: given.base_url,
      name: given.name,
      insecure: given.insecure,
      state: given.state,
      startedAt: new Date(given.started_at).toISOString(),
      endedAt: given.ended_at === null ? null : new Date(given.ended_at).toISOString(),
      completedBytes: given.completed_bytes,
      totalBytes: given.total_bytes,
      error: given.error === null ? null : pullJobSchema.shape.error.parse(JSON.parse(given.error)),
    }),
  );

export function readPulls(db: DatabaseSync): readonly PullRecord[] {
  return db
    .prepare('SELECT * FROM pulls')
    .all()
    .map((one) => row.parse(one));
}

export function writePull(db: DatabaseSync, record: PullRecord): void {
  db.prepare(
    `INSERT INTO pulls (id, base_url, name, insecure, state, started_at, ended_at,
       completed_bytes, total_bytes, error)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET insecure = excluded.insecure, state = excluded.state,
       started_at = excluded.started_at, ended_at = excluded.ended_at,
       completed_bytes = excluded.completed_bytes, total_bytes = excluded.total_bytes,
       error = excluded.error`,
  ).run(
    record.id,
    record.baseUrl,
    record.name,
    record.insecure ? 1 : 0,
    record.state,
    new Date(record.startedAt).getTime(),
    record.endedAt === null ? null : new Date(record.endedAt).getTime(),
    record.completedBytes,
    record.totalBytes,
    record.error === null ? null : JSON.stringify(record.error),
  );
}

export function deletePull(db: DatabaseSync, id: string): void {
  db.prepare('DELETE FROM pulls WHERE id = ?').run(id);
}
