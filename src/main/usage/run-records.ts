import type { UsageEntry } from '#shared/domain/usage.ts';
import { AppError } from '#shared/errors.ts';
import type { EndedRun } from '../generation/ended-run.ts';
import { type Kept, keepRun } from '../history/run-history.ts';
import type { Database } from '../storage/database.ts';
import { insertUsage } from './usage-rows.ts';

/** Where a run came from. */
export interface RunOrigin extends Kept {
  readonly memberName: string;
  readonly path: UsageEntry['path'];
}

interface RunRecordsDependencies {
  readonly database: Pick<Database, 'transaction' | 'notice'>;
  /** Whether the texts of runs are kept. Their figures always are. */
  readonly keepsHistory: () => boolean;
  readonly onRecorded: () => void;
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
    const { database, keepsHistory, onRecorded, onFailure } = this.#deps;
    try {
      database.transaction((db) => {
        const seq = insertUsage(db, entryOf(run, origin));
        if (keepsHistory()) keepRun(db, seq, run, origin);
      });
      this.#failure = null;
    } catch (error) {
      const reason = error instanceof AppError ? ` ${error.message}` : '';
      this.#failure = `The last run could not be written down.${reason}`;
      onFailure(error);
    }
    onRecorded();
  }
}

function entryOf(
  { configuration, end }: EndedRun,
  { memberId, memberName, path }: RunOrigin,
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
