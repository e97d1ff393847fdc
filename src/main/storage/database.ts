import { DatabaseSync } from 'node:sqlite';
import { isDamage, unavailability } from './database-failure.ts';
import { prepareDatabaseFile, putDatabaseAside } from './database-file.ts';
import { databaseVersions, migrateDatabase, writtenVersion } from './database-migrations.ts';

interface DatabaseOptions {
  /** Or `inMemory`. */
  readonly file: string;
  readonly now: () => Date;
  readonly versions?: readonly string[];
}

/** How long a program that happens to look at the file is waited for, in milliseconds. Everything waits with us. */
const busyTimeout = 500;

/**
 * `keywell.db`: what is too much, or too often written, for the registry. Opened when first used. Nothing depends on
 * it: whoever uses it must do without it while it is not available.
 */
export class Database {
  readonly #options: Required<DatabaseOptions>;
  #db: DatabaseSync | undefined;
  #notice: string | null = null;

  constructor(options: DatabaseOptions) {
    this.#options = { versions: databaseVersions, ...options };
  }

  /** What a person should know of the file, as a sentence: it was damaged and put aside. Null when all is well. */
  get notice(): string | null {
    return this.#notice;
  }

  /**
   * Gives `action` the database. A file that turns out to be damaged is put aside, and `action` is called again with a
   * new one, so it must change nothing else. Throws `database-unavailable`, and what `action` throws of its own.
   */
  use<T>(action: (db: DatabaseSync) => T): T {
    try {
      return action(this.#opened());
    } catch (error) {
      if (!isDamage(error)) throw this.#failure(error);
    }
    try {
      this.#startAnew();
      return action(this.#opened());
    } catch (error) {
      throw this.#failure(error);
    }
  }

  /** As `use`, in one transaction: all of `action` or nothing. */
  transaction<T>(action: (db: DatabaseSync) => T): T {
    return this.use((db) => {
      db.exec('BEGIN IMMEDIATE');
      try {
        const result = action(db);
        db.exec('COMMIT');
        return result;
      } catch (error) {
        if (db.isTransaction) db.exec('ROLLBACK');
        throw error;
      }
    });
  }

  /**
   * Carries out a statement that deletes. What was deleted is in no file afterwards: also not in the one beside it that
   * holds the latest changes.
   */
  deleteForGood(sql: string, ...values: (string | number)[]): void {
    this.use((db) => {
      db.prepare(sql).run(...values);
      db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    });
  }

  /** Everything is in the one file then. It is opened again by the next use. */
  close(): void {
    this.#db?.close();
    this.#db = undefined;
  }

  #opened(): DatabaseSync {
    this.#db ??= this.#open();
    return this.#db;
  }

  #open(): DatabaseSync {
    const { file, versions, now } = this.#options;
    prepareDatabaseFile(file);
    const db = new DatabaseSync(file, { timeout: busyTimeout });
    try {
      const version = writtenVersion(db, file, versions.length);
      // A power cut may cost the last runs of the log, never the file: https://www.sqlite.org/wal.html.
      db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
      // What is deleted is overwritten: a prompt may have held anything.
      db.exec('PRAGMA secure_delete = ON');
      migrateDatabase(db, file, { version, versions, now: now() });
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  }

  #startAnew(): void {
    this.close();
    const { file, now } = this.#options;
    const aside = putDatabaseAside(file, now());
    this.#notice = `The history and usage kept so far could not be read. They are put aside as "${aside}" in the data folder, and a new file is begun.`;
  }

  #failure(error: unknown): unknown {
    return unavailability(this.#options.file, error) ?? error;
  }
}
