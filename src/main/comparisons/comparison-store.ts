import type { DatabaseSync } from 'node:sqlite';
import {
  type Cell,
  type CellPlace,
  type CellWithTexts,
  type PromptToCompare,
  promptToCompareSchema,
  type Vote,
  voteSchema,
} from '#shared/domain/comparison.ts';
import type { AnswerFigures } from '#shared/domain/rules/column-figures.ts';
import { defineHoldsWords, searchWords } from '../history/search-words.ts';
import type { Database } from '../storage/database.ts';
import { placeKey } from './cell-queue.ts';
import {
  cellFrom,
  cellQuery,
  type EndedCell,
  type EndedState,
  endedState,
  figuresFrom,
  figuresQuery,
  placeOf,
  putCell,
} from './cell-rows.ts';
import { type StoredComparison, storedComparison } from './stored-comparison.ts';

interface ComparisonPage {
  /** Words that must all be in its name, its configurations or its first prompt; empty for every comparison. */
  readonly text: string;
  /** Only what began before this; null for the newest. */
  readonly beforeSeq: number | null;
  readonly limit: number;
}

/** Some of a comparison's prompts. */
interface PromptRange {
  readonly fromPrompt: number;
  readonly limit: number;
}

/** Comparisons with their prompts and the cells that have ended, each member's for itself. */
export class ComparisonStore {
  readonly #database: Pick<Database, 'use' | 'transaction' | 'deleteForGood'>;

  constructor(database: Pick<Database, 'use' | 'transaction' | 'deleteForGood'>) {
    this.#database = database;
  }

  create(comparison: StoredComparison, prompts: readonly PromptToCompare[]): void {
    this.#database.transaction((db) => {
      insertComparison(db, comparison);
      insertColumns(db, comparison);
      insertPrompts(db, comparison.seq, prompts);
    });
  }

  /** Null where there is none, or it is another member's. */
  find(memberId: string, id: string): StoredComparison | null {
    return this.#database.use((db) => {
      const row = db
        .prepare('SELECT * FROM comparison WHERE id = ? AND member_id = ?')
        .get(id, memberId);
      return row === undefined ? null : storedComparison(row, columnRows(db, row.seq));
    });
  }

  /** Whether some member has one with this id. */
  has(id: string): boolean {
    return this.#database.use(
      (db) => db.prepare('SELECT 1 FROM comparison WHERE id = ?').get(id) !== undefined,
    );
  }

  /** Newest first, one more than `limit` if there are more. */
  list(memberId: string, { text, beforeSeq, limit }: ComparisonPage): readonly StoredComparison[] {
    const words = searchWords(text);
    return this.#database.use((db) => {
      defineHoldsWords(db, words);
      return db
        .prepare(
          `SELECT * FROM comparison
           WHERE member_id = $member AND ($before IS NULL OR seq < $before)
             ${words.length === 0 ? '' : matching} ORDER BY seq DESC LIMIT $limit`,
        )
        .all({ $member: memberId, $before: beforeSeq, $limit: limit + 1 })
        .map((row) => storedComparison(row, columnRows(db, row.seq)));
    });
  }

  /** The number of the newest comparison of all; 0 without one. */
  newest(): number {
    return this.#database.use((db) =>
      Number(db.prepare('SELECT max(seq) AS seq FROM comparison').get()?.seq ?? 0),
    );
  }

  prompts(comparison: number, { fromPrompt, limit }: PromptRange): readonly PromptToCompare[] {
    return this.#database.use((db) =>
      db
        .prepare(
          `SELECT prompt, system_prompt AS systemPrompt, label AS id FROM comparison_prompt
           WHERE comparison = ? AND place >= ? ORDER BY place LIMIT ?`,
        )
        .all(comparison, fromPrompt, limit)
        .map((row) => promptToCompareSchema.parse({ ...row })),
    );
  }

  /** Cells that have ended, prompt by prompt and column by column. */
  cells(comparison: number, { fromPrompt, limit }: PromptRange): readonly CellWithTexts[] {
    return this.#database.use((db) =>
      db
        .prepare(
          `${cellQuery} WHERE cell.comparison = ? AND cell.prompt >= ? AND cell.prompt < ?
           ORDER BY cell.prompt, cell.column_place, cell.repeat`,
        )
        .all(comparison, fromPrompt, fromPrompt + limit)
        .map(cellFrom),
    );
  }

  /** A cell that has ended, without its texts; null where it has not. */
  cell(comparison: number, { prompt, column, repeat }: CellPlace): Cell | null {
    const row = this.#database.use((db) =>
      db
        .prepare(
          `${cellQuery} WHERE cell.comparison = ? AND cell.prompt = ? AND cell.column_place = ?
           AND cell.repeat = ?`,
        )
        .get(comparison, prompt, column, repeat),
    );
    if (row === undefined) return null;
    const { answer: _answer, reasoning: _reasoning, textsKept: _kept, ...cell } = cellFrom(row);
    return cell;
  }

  /** How the cells of a comparison have ended. Those that have not are not among them. */
  ended(comparison: number): readonly { readonly place: CellPlace; readonly state: EndedState }[] {
    return this.#database.use((db) =>
      db
        .prepare(
          'SELECT prompt, column_place, repeat, state FROM comparison_cell WHERE comparison = ?',
        )
        .all(comparison)
        .map((row) => ({ place: placeOf(row), state: endedState(row.state) })),
    );
  }

  /** How many cells of each column have ended, and how. */
  endedCounts(
    comparison: number,
  ): readonly { readonly column: number; readonly state: EndedState; readonly count: number }[] {
    return this.#database.use((db) =>
      db
        .prepare(
          `SELECT column_place, state, count(*) AS count FROM comparison_cell WHERE comparison = ?
           GROUP BY column_place, state`,
        )
        .all(comparison)
        .map((row) => ({
          column: Number(row.column_place),
          state: endedState(row.state),
          count: Number(row.count),
        })),
    );
  }

  /** What the figures of each column are worked out from, by place. */
  answers({ seq, columns }: StoredComparison): readonly Map<number, AnswerFigures>[] {
    const answers = columns.map(() => new Map<number, AnswerFigures>());
    this.#database.use((db) => {
      for (const row of db.prepare(figuresQuery).iterate(seq)) {
        const place = placeOf(row);
        answers[place.column]?.set(placeKey(place), figuresFrom(row));
      }
    });
    return answers;
  }

  /** How long its answers and what was thought before them are together. */
  textLength(comparison: number): number {
    return this.#database.use((db) =>
      Number(
        db
          .prepare(
            `SELECT sum(length(answer) + length(reasoning)) AS length FROM comparison_cell
             WHERE comparison = ?`,
          )
          .get(comparison)?.length ?? 0,
      ),
    );
  }

  /** Writes a cell that has no run in the ledger; false if its comparison is gone. */
  put(comparison: number, cell: EndedCell): boolean {
    return this.#database.transaction((db) =>
      putCell(db, comparison, cell, { usageSeq: null, keepsTexts: true }),
    );
  }

  /** Notes whether what is left of these columns was cancelled. */
  setCancelled(comparison: number, columns: readonly number[], cancelled: boolean): void {
    this.#database.transaction((db) => {
      const update = db.prepare(
        'UPDATE comparison_column SET cancelled = ? WHERE comparison = ? AND place = ?',
      );
      for (const place of columns) update.run(cancelled ? 1 : 0, comparison, place);
    });
  }

  votes(
    comparison: number,
    { fromPrompt, limit }: PromptRange,
  ): readonly { readonly prompt: number; readonly column: number; readonly vote: Vote }[] {
    return this.#database.use((db) =>
      db
        .prepare(
          `SELECT prompt, column_place, vote FROM comparison_vote
           WHERE comparison = ? AND prompt >= ? AND prompt < ?`,
        )
        .all(comparison, fromPrompt, fromPrompt + limit)
        .map((row) => ({
          prompt: Number(row.prompt),
          column: Number(row.column_place),
          vote: voteSchema.parse(row.vote),
        })),
    );
  }

  /** Null takes a vote back. `best` is taken from whichever column had it for the prompt. */
  vote(
    comparison: number,
    { prompt, column }: { readonly prompt: number; readonly column: number },
    vote: Vote | null,
  ): void {
    this.#database.transaction((db) => {
      db.prepare(
        `DELETE FROM comparison_vote WHERE comparison = ? AND prompt = ?
         AND (column_place = ? OR (vote = 'best' AND ? = 'best'))`,
      ).run(comparison, prompt, column, vote);
      if (vote === null) return;
      db.prepare('INSERT INTO comparison_vote VALUES (?, ?, ?, ?)').run(
        comparison,
        prompt,
        column,
        vote,
      );
    });
  }

  rename(comparison: number, name: string): void {
    this.#database.transaction((db) =>
      db.prepare('UPDATE comparison SET name = ? WHERE seq = ?').run(name, comparison),
    );
  }

  delete(comparison: number): void {
    this.#database.deleteForGood('DELETE FROM comparison WHERE seq = ?', comparison);
  }

  deleteAll(memberId: string): void {
    this.#database.deleteForGood('DELETE FROM comparison WHERE member_id = ?', memberId);
  }
}

const matching = `AND holds_words(name,
  (SELECT prompt FROM comparison_prompt WHERE comparison = seq AND place = 0),
  (SELECT group_concat(configuration_name || ' ' || provider || ' ' || model, ' ')
   FROM comparison_column WHERE comparison = seq))`;

function columnRows(db: DatabaseSync, comparison: unknown) {
  return db
    .prepare('SELECT * FROM comparison_column WHERE comparison = ? ORDER BY place')
    .all(Number(comparison));
}

function insertComparison(db: DatabaseSync, comparison: StoredComparison): void {
  db.prepare(
    `INSERT INTO comparison (seq, id, member_id, name, run_order, repeats, prompt_count, system_prompt)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    comparison.seq,
    comparison.id,
    comparison.memberId,
    comparison.name,
    comparison.order,
    comparison.repeats,
    comparison.promptCount,
    comparison.systemPrompt,
  );
}

function insertColumns(db: DatabaseSync, { seq, columns }: StoredComparison): void {
  const insert = db.prepare(
    `INSERT INTO comparison_column (comparison, place, configuration_id, configuration_name, provider, model,
       simulated, revision, parameters, cancelled) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  for (const [place, { configuration, revision, parameters, cancelled }] of columns.entries()) {
    insert.run(
      seq,
      place,
      configuration.id,
      configuration.name,
      configuration.provider,
      configuration.model,
      configuration.simulated ? 1 : 0,
      revision,
      JSON.stringify(parameters),
      cancelled ? 1 : 0,
    );
  }
}

function insertPrompts(db: DatabaseSync, seq: number, prompts: readonly PromptToCompare[]): void {
  const insert = db.prepare('INSERT INTO comparison_prompt VALUES (?, ?, ?, ?, ?)');
  for (const [place, { prompt, systemPrompt, id }] of prompts.entries()) {
    insert.run(seq, place, prompt, systemPrompt, id);
  }
}
