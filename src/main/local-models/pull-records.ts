import type { Database } from '../storage/database.ts';
import { deletePull, type PullRecord, readPulls, writePull } from './pull-record.ts';

interface PullRecordsDependencies {
  readonly database: Pick<Database, 'use'>;
  readonly onFailure: (error: unknown) => void;
}

/** The pulls in the database. What cannot be read or written there is done without: a pull goes on all the same. */
export class PullRecords {
  readonly #database: Pick<Database, 'use'>;
  readonly #onFailure: (error: unknown) => void;

  constructor({ database, onFailure }: PullRecordsDependencies) {
    this.#database = database;
    this.#onFailure = onFailure;
  }

  /** Null where they cannot be read now. */
  read(): readonly PullRecord[] | null {
    return this.#attempt(() => this.#database.use(readPulls)) ?? null;
  }

  write(record: PullRecord): void {
    this.#attempt(() => this.#database.use((db) => writePull(db, record)));
  }

  delete(id: string): void {
    this.#attempt(() => this.#database.use((db) => deletePull(db, id)));
  }

  #attempt<T>(action: () => T): T | undefined {
    try {
      return action();
    } catch (error) {
      this.#onFailure(error);
      return undefined;
    }
  }
}
