import type { Cell, PromptToCompare } from '#shared/domain/comparison.ts';
import { AppError } from '#shared/errors.ts';
import type { Database } from '../storage/database.ts';
import { type LedgerOrigin, ledgerEntry, type RunRecords } from '../usage/run-records.ts';
import { insertUsage } from '../usage/usage-rows.ts';
import { type EndedCell, putCell } from './cell-rows.ts';
import { ComparisonStore } from './comparison-store.ts';
import type { StoredComparison } from './stored-comparison.ts';

interface ComparisonRecordsDependencies {
  readonly file: Database;
  /** In memory: for what is not to be kept, until Keywell ends. */
  readonly session: Database;
  readonly records: RunRecords;
  readonly keepsHistory: () => boolean;
  readonly now: () => Date;
  readonly onFailure: (error: unknown) => void;
}

/** A comparison and where it is. */
export interface RecordedComparison {
  readonly comparison: StoredComparison;
  readonly store: ComparisonStore;
  /** Whether that is the file. */
  readonly kept: boolean;
}

/**
 * Where comparisons are written down. One that begins while the history is not kept goes into memory as a whole. One
 * that is in the file stays there, but where the history is not kept any more, the texts of its further answers are
 * not written.
 */
export class ComparisonRecords {
  readonly #deps: ComparisonRecordsDependencies;
  readonly #file: ComparisonStore;
  readonly #session: ComparisonStore;
  #lastSeq = 0;

  constructor(deps: ComparisonRecordsDependencies) {
    this.#deps = deps;
    this.#file = new ComparisonStore(deps.file);
    this.#session = new ComparisonStore(deps.session);
  }

  /**
   * Writes a new one down: in memory also where the file cannot be used, so that prompts can be run all the same.
   * Throws `conflict` where the id is another one's.
   */
  create(
    given: Omit<StoredComparison, 'seq'>,
    prompts: readonly PromptToCompare[],
  ): RecordedComparison & { readonly notice: string | null } {
    const inMemory = (notice: string | null) => {
      return { ...this.#createIn(this.#session, given, prompts), kept: false, notice };
    };
    try {
      if (this.#session.has(given.id) || this.#file.has(given.id)) {
        throw new AppError(
          'conflict',
          'There is a comparison with this id. Start one under its own.',
        );
      }
      if (!this.#deps.keepsHistory()) return inMemory(null);
      return { ...this.#createIn(this.#file, given, prompts), kept: true, notice: null };
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'database-unavailable')) throw error;
      return inMemory(`This comparison is in memory only. ${error.message}`);
    }
  }

  /** Throws `not-found`, also where it is another member's. */
  find(memberId: string, id: string): RecordedComparison {
    const inMemory = this.#session.find(memberId, id);
    if (inMemory !== null) return { comparison: inMemory, store: this.#session, kept: false };
    const inFile = this.#file.find(memberId, id);
    if (inFile !== null) return { comparison: inFile, store: this.#file, kept: true };
    throw new AppError('not-found', 'This comparison is not there any more.');
  }

  /** Newest first, one more than `limit` if there are more. */
  list(memberId: string, page: Parameters<ComparisonStore['list']>[1]): RecordedComparison[] {
    const from = (store: ComparisonStore, kept: boolean) =>
      store.list(memberId, page).map((comparison) => ({ comparison, store, kept }));
    return [...from(this.#file, true), ...from(this.#session, false)]
      .sort((one, other) => other.comparison.seq - one.comparison.seq)
      .slice(0, page.limit + 1);
  }

  /** Writes down how a cell has ended, and its run in the ledger. False where it could not be. Never throws. */
  keepCell(
    { comparison, store, kept }: RecordedComparison,
    cell: EndedCell,
    origin: LedgerOrigin,
  ): boolean {
    const { records, session, keepsHistory, onFailure } = this.#deps;
    const { run } = cell;
    try {
      if (run === null) return store.put(comparison.seq, cell);
      if (!kept) {
        records.recordWith(run, origin, () => undefined);
        return session.transaction((db) => {
          const usageSeq = insertUsage(db, ledgerEntry(run, origin));
          return putCell(db, comparison.seq, cell, { usageSeq, keepsTexts: true });
        });
      }
      let isThere = false;
      const isWritten = records.recordWith(run, origin, (db, usageSeq) => {
        isThere = putCell(db, comparison.seq, cell, { usageSeq, keepsTexts: keepsHistory() });
      });
      return isWritten && isThere;
    } catch (error) {
      onFailure(error);
      return false;
    }
  }

  /** Leaves a cell as it is, and writes only the run in the ledger. Gives the cell; null where it cannot be had. Never throws. */
  leaveCell(
    { comparison, store }: RecordedComparison,
    { place, run }: EndedCell,
    origin: LedgerOrigin,
  ): Cell | null {
    const { records, onFailure } = this.#deps;
    if (run !== null) records.recordWith(run, origin, () => undefined);
    try {
      return store.cell(comparison.seq, place);
    } catch (error) {
      onFailure(error);
      return null;
    }
  }

  /** Never throws: whoever is a member no more is one no more all the same. */
  deleteAll(memberId: string): void {
    try {
      this.#session.deleteAll(memberId);
      this.#file.deleteAll(memberId);
    } catch (error) {
      this.#deps.onFailure(error);
    }
  }

  #createIn(
    store: ComparisonStore,
    given: Omit<StoredComparison, 'seq'>,
    prompts: readonly PromptToCompare[],
  ) {
    const seq = Math.max(this.#deps.now().getTime(), this.#lastSeq + 1, store.newest() + 1);
    const comparison = { ...given, seq };
    store.create(comparison, prompts);
    this.#lastSeq = seq;
    return { comparison, store };
  }
}
