import type { DatabaseSync } from 'node:sqlite';
import type { UsageEntry } from '#shared/domain/usage.ts';
import { AppError } from '#shared/errors.ts';
import type { EndedRun } from '../generation/ended-run.ts';
import { type Kept, keepRun } from '../history/run-history.ts';
import type { Database } from '../storage/database.ts';
import { insertUsage } from './usage-rows.ts';

/** Where a run came from: what the ledger says of it. */
export type LedgerOrigin = Pick<UsageEntry, 'memberId' | 'memberName' | 'path'>;

/** And what the history does. */
export interface RunOrigin extends LedgerOrigin, Kept {}

interface RunRecordsDependencies {
  readonly database: Pick<Database, 'transaction' | 'notice'>;
  /** Whether the texts of runs are kept. Their figures always are. */
  readonly keepsHistory: () => boolean;
  readonly onRecorded: (path: UsageEntry['path']) => void;
  readonly onFailure: (error: unknown) => void;
}

/** Writes down the runs that have ended: a row in the ledger, and the texts where they are to be kept. */
export class RunRecords {
  readonly #deps: RunRecordsDependencies;
  #failure: string | null = null;

  constructor(deps: RunRecordsDependencies) {
    this.#deps = deps;
  }

  /** What a person should know who looks for runs, as a sentence; null when all is well. */
  get notice(): string | null {
    return this.#failure ?? this.#deps.database.notice;
  }

  /** Never throws: a run that cannot be written down has been made all the same. */
  record(run: EndedRun, origin: RunOrigin): void {
    this.recordWith(run, origin, (db, seq) => {
      if (this.#deps.keepsHistory()) keepRun(db, seq, run, origin);
    });
  }

  /**
   * As `record`, with what a path of its own has to keep of a run, all of it or nothing.
   *
   * @param keepTexts gets the number that the run has in the ledger
   * @returns whether it was written down
   */
  recordWith(
    run: EndedRun,
    origin: LedgerOrigin,
    keepTexts: (db: DatabaseSync, seq: number) => void,
  ): boolean {
    const { database, onRecorded, onFailure } = this.#deps;
    try {
      database.transaction((db) => keepTexts(db, insertUsage(db, ledgerEntry(run, origin))));
      this.#failure = null;
    } catch (error) {
      const reason = error instanceof AppError ? ` ${error.message}` : '';
      this.#failure = `The last run could not be written down.${reason}`;
      onFailure(error);
    }
    onRecorded(origin.path);
    return this.#failure === null;
  }
}

/** The row of a run in the ledger. */
export function ledgerEntry(
  { configuration, end }: EndedRun,
  { memberId, memberName, path }: LedgerOrigin,
): Omit<UsageEntry, 'seq'> {
  const { runId, timing } = end;
  const run = { runId, memberId, memberName, path, configuration, timing };
  return end.type === 'done'
    ? { ...run, outcome: end.reason, errorCode: null, usage: end.usage, cost: end.cost }
    : {
        ...run,
        outcome: 'failed',
        errorCode: end.error.code,
        usage: null,
        cost: { kind: 'unknown' },
      };
}
