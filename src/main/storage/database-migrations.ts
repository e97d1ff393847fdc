import type { DatabaseSync } from 'node:sqlite';
import { AppError } from '#shared/errors.ts';
import { DamagedDatabase } from './database-failure.ts';
import { keepAside } from './keep-aside.ts';

/** Marks a SQLite file as Keywell's: "KEYW" as a number. */
const applicationId = 0x4b455957;

/** Every version of the schema, in SQL, each building on the one before. A released one is never changed. */
export const databaseVersions: readonly string[] = [
  `
  -- One row a run, whether or not its texts are kept: no prompt and no answer. Times in milliseconds.
  CREATE TABLE usage (
    seq INTEGER PRIMARY KEY,
    run_id TEXT NOT NULL,
    member_id TEXT NOT NULL,
    member_name TEXT NOT NULL,
    path TEXT NOT NULL,
    configuration_id TEXT NOT NULL,
    configuration_name TEXT NOT NULL,
    provider TEXT NOT NULL,
    model TEXT NOT NULL,
    simulated INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    error_code TEXT,
    input_tokens INTEGER,
    cached_input_tokens INTEGER,
    cache_write_tokens INTEGER,
    output_tokens INTEGER,
    reasoning_tokens INTEGER,
    total_tokens INTEGER,
    usage_source TEXT,
    time_to_first_token_ms REAL,
    total_ms REAL NOT NULL,
    load_ms REAL,
    tokens_per_second REAL,
    cost_kind TEXT NOT NULL,
    cost_usd REAL,
    -- What the cost was computed from, as JSON.
    price TEXT
  ) STRICT;
  CREATE INDEX usage_by_start ON usage (started_at);

  -- The texts of the runs that are kept, each under the number that it has in the ledger.
  CREATE TABLE history (
    seq INTEGER PRIMARY KEY REFERENCES usage (seq),
    run_id TEXT NOT NULL,
    member_id TEXT NOT NULL,
    -- The first run of the conversation.
    conversation INTEGER NOT NULL,
    -- The run whose answer this one follows; null for a first one.
    follows INTEGER REFERENCES history (seq),
    -- The turns before the prompt, as JSON, where the run that it follows is not kept.
    earlier TEXT,
    prompt TEXT NOT NULL,
    system_prompt TEXT,
    answer TEXT NOT NULL,
    reasoning TEXT NOT NULL,
    -- What the run had of its own in the place of the configuration's parameters, as JSON.
    parameters TEXT NOT NULL,
    error_message TEXT
  ) STRICT;
  CREATE INDEX history_by_member ON history (member_id, seq);
  CREATE INDEX history_by_conversation ON history (conversation, seq);
  CREATE INDEX history_by_follows ON history (follows);
  CREATE INDEX history_by_run ON history (run_id);

  -- Finds any piece of a text from three characters on, in any language. What of a text was found is looked up in the
  -- text itself, so the index need not know where in it.
  CREATE VIRTUAL TABLE history_index USING fts5 (
    prompt, system_prompt, answer,
    content = 'history', content_rowid = 'seq',
    tokenize = 'trigram remove_diacritics 1', detail = 'none'
  );
  -- What is deleted is gone from the index at once, not merely marked.
  INSERT INTO history_index (history_index, rank) VALUES ('secure-delete', 1);
  CREATE TRIGGER history_added AFTER INSERT ON history BEGIN
    INSERT INTO history_index (rowid, prompt, system_prompt, answer)
    VALUES (new.seq, new.prompt, new.system_prompt, new.answer);
  END;
  CREATE TRIGGER history_deleted AFTER DELETE ON history BEGIN
    INSERT INTO history_index (history_index, rowid, prompt, system_prompt, answer)
    VALUES ('delete', old.seq, old.prompt, old.system_prompt, old.answer);
  END;
  `,
  `
  -- Comparisons: the same prompts, put to several configurations. Each belongs to one member, and is named by when it
  -- began, in milliseconds.
  CREATE TABLE comparison (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    member_id TEXT NOT NULL,
    name TEXT NOT NULL,
    run_order TEXT NOT NULL,
    repeats INTEGER NOT NULL,
    prompt_count INTEGER NOT NULL,
    system_prompt TEXT
  ) STRICT;
  CREATE INDEX comparison_by_member ON comparison (member_id, seq);

  -- Places count from 0 in all that follows.
  CREATE TABLE comparison_column (
    comparison INTEGER NOT NULL REFERENCES comparison (seq) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    -- The configuration as it was when the comparison began.
    configuration_id TEXT NOT NULL,
    configuration_name TEXT NOT NULL,
    provider TEXT NOT NULL,
    model TEXT NOT NULL,
    simulated INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    -- What its runs do otherwise, as JSON.
    parameters TEXT NOT NULL,
    -- Whether what is left of it was cancelled.
    cancelled INTEGER NOT NULL,
    PRIMARY KEY (comparison, place)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE comparison_prompt (
    comparison INTEGER NOT NULL REFERENCES comparison (seq) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    prompt TEXT NOT NULL,
    system_prompt TEXT,
    label TEXT,
    PRIMARY KEY (comparison, place)
  ) STRICT;

  CREATE TABLE comparison_vote (
    comparison INTEGER NOT NULL REFERENCES comparison (seq) ON DELETE CASCADE,
    prompt INTEGER NOT NULL,
    column_place INTEGER NOT NULL,
    vote TEXT NOT NULL,
    PRIMARY KEY (comparison, prompt, column_place)
  ) STRICT, WITHOUT ROWID;

  -- The cells that have ended. What has no row has yet to run, so that a killed Keywell leaves nothing half said.
  CREATE TABLE comparison_cell (
    comparison INTEGER NOT NULL REFERENCES comparison (seq) ON DELETE CASCADE,
    prompt INTEGER NOT NULL,
    column_place INTEGER NOT NULL,
    repeat INTEGER NOT NULL,
    state TEXT NOT NULL,
    -- Its run in the ledger; null for one that never began.
    usage_seq INTEGER REFERENCES usage (seq),
    changed INTEGER NOT NULL,
    answer_length INTEGER NOT NULL,
    -- Why the run failed, or never began.
    error_code TEXT,
    error_message TEXT,
    -- Null where texts were not to be kept.
    answer TEXT,
    reasoning TEXT,
    PRIMARY KEY (comparison, prompt, column_place, repeat)
  ) STRICT;
  -- Has all that figures and counts are worked out from, so that for these no texts are read past.
  CREATE INDEX comparison_cell_by_state
    ON comparison_cell (comparison, column_place, state, prompt, repeat, usage_seq, answer_length);
  `,
  `
  -- Saved workflows. A member's names are unique by their folded form. Times in milliseconds.
  CREATE TABLE workflows (
    id TEXT PRIMARY KEY,
    member_id TEXT NOT NULL,
    folded_name TEXT NOT NULL,
    -- As JSON.
    document TEXT NOT NULL,
    -- What drafted it, as JSON; null where a person wrote it.
    configuration TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    UNIQUE (member_id, folded_name)
  ) STRICT;
  CREATE TABLE workflow_revisions (
    workflow_id TEXT NOT NULL REFERENCES workflows (id) ON DELETE CASCADE,
    revision INTEGER NOT NULL,
    saved_at INTEGER NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (workflow_id, revision)
  ) STRICT;
  `,
  `
  -- Models that are being pulled, or were: one row each, so that a restart knows what to go on with. Times in
  -- milliseconds, sizes in bytes.
  CREATE TABLE pulls (
    id TEXT PRIMARY KEY,
    base_url TEXT NOT NULL,
    name TEXT NOT NULL,
    insecure INTEGER NOT NULL,
    state TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    ended_at INTEGER,
    completed_bytes INTEGER NOT NULL,
    total_bytes INTEGER,
    -- Why it ended before it was done, as JSON.
    error TEXT
  ) STRICT;
  `,
];

/** What a database is brought up to date with. */
interface Migration {
  /** Of the file now: what `writtenVersion` gives. */
  readonly version: number;
  readonly versions: readonly string[];
  readonly now: Date;
}

/**
 * Brings a database up to the newest of `versions`, all steps or none. One that holds something already is first
 * copied aside, to `keywell.v<version>-<time>.db`.
 */
export function migrateDatabase(
  db: DatabaseSync,
  file: string,
  { version, versions, now }: Migration,
): void {
  if (version === versions.length) return;
  if (version > 0) {
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    keepAside(file, version, now);
  }
  db.exec('BEGIN IMMEDIATE');
  try {
    for (const sql of versions.slice(version)) db.exec(sql);
    db.exec(`PRAGMA user_version = ${versions.length}`);
    db.exec(`PRAGMA application_id = ${applicationId}`);
    db.exec('COMMIT');
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

/**
 * The version that a file was written in; 0 for a new one. Throws for one of a Keywell newer than `newest`, and for one
 * that something else than Keywell has written. Changes nothing.
 */
export function writtenVersion(db: DatabaseSync, file: string, newest: number): number {
  const version = numberIn(db, 'SELECT user_version AS value FROM pragma_user_version');
  const writer = numberIn(db, 'SELECT application_id AS value FROM pragma_application_id');
  const tables = numberIn(db, 'SELECT count(*) AS value FROM sqlite_schema');
  if (version === 0 && tables === 0) return 0;
  if (version === 0 || writer !== applicationId)
    throw new DamagedDatabase('Not written by Keywell.');
  if (version <= newest) return version;
  throw new AppError(
    'database-unavailable',
    `History and usage are not available: "${file}" was written by a newer version of Keywell. Update Keywell to use it. Prompts can be run all the same.`,
  );
}

function numberIn(db: DatabaseSync, sql: string): number {
  return Number(db.prepare(sql).get()?.value);
}
