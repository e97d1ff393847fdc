import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import {
  type Conversation,
  type ConversationSummary,
  conversationSchema,
  conversationSummarySchema,
  type KeptRun,
  keptRunSchema,
} from '#shared/domain/history.ts';
import type { Message, RunParameters } from '#shared/domain/run.ts';
import { AppError } from '#shared/errors.ts';
import type { EndedRun } from '../generation/ended-run.ts';
import type { Database } from '../storage/database.ts';
import { usageColumns, usageEntry } from '../usage/usage-rows.ts';
import { defineHoldsWords, indexQuery, searchWords } from './search-words.ts';

/** What of a run is kept beside what it was. */
export interface Kept {
  /** Whose history it goes into. */
  readonly memberId: string;
  /** The id of the run whose answer this one follows, as far as the caller knows. */
  readonly follows: string | null;
  readonly parameters: RunParameters;
}

interface HistoryPage {
  /** Words that must all be in one run; empty for every conversation. */
  readonly text: string;
  /** Only conversations whose last run is older than this; null for the newest. */
  readonly beforeSeq: number | null;
  readonly limit: number;
}

/** Of a prompt this much is its title, in characters. */
const titleLength = 200;

/** The texts of runs, each member's for itself. */
export class RunHistory {
  readonly #database: Pick<Database, 'use' | 'deleteForGood'>;

  constructor(database: Pick<Database, 'use' | 'deleteForGood'>) {
    this.#database = database;
  }

  /** Newest first, by their last run. */
  list(
    memberId: string,
    { text, beforeSeq, limit }: HistoryPage,
  ): { readonly conversations: ConversationSummary[]; readonly more: boolean } {
    const words = searchWords(text);
    const query = indexQuery(words);
    const rows = this.#database.use((db) => {
      defineHoldsWords(db, words);
      return db
        .prepare(
          `SELECT ${usageColumns}, last.conversation,
             (SELECT substr(first.prompt, 1, 4 * ${titleLength}) FROM history first
              WHERE first.seq = last.conversation) AS title,
             (SELECT count(*) FROM history one WHERE one.conversation = last.conversation) AS runs
           FROM history last JOIN usage ON usage.seq = last.seq
           WHERE last.member_id = $member AND ($before IS NULL OR last.seq < $before)
             AND NOT EXISTS (SELECT 1 FROM history later
               WHERE later.conversation = last.conversation AND later.seq > last.seq)
             ${words.length === 0 ? '' : matching(query)}
           ORDER BY last.seq DESC LIMIT $limit`,
        )
        .all({
          $member: memberId,
          $before: beforeSeq,
          $limit: limit + 1,
          ...(query === null ? {} : { $query: query }),
        });
    });
    return { conversations: rows.slice(0, limit).map(summaryOf), more: rows.length > limit };
  }

  /** A conversation with all its texts. Throws `not-found`, also where it is another member's. */
  open(memberId: string, id: number): Conversation {
    const rows = this.#database.use((db) =>
      db
        .prepare(
          `SELECT ${usageColumns}, history.*,
             (SELECT followed.run_id FROM history followed WHERE followed.seq = history.follows)
               AS follows_run
           FROM history JOIN usage ON usage.seq = history.seq
           WHERE history.conversation = ? AND history.member_id = ? ORDER BY history.seq`,
        )
        .all(id, memberId),
    );
    if (rows.length === 0) {
      throw new AppError('not-found', 'This conversation is not in the history any more.');
    }
    return conversationSchema.parse({
      id,
      earlier: JSON.parse(String(rows[0]?.earlier ?? '[]')),
      runs: rows.map(keptRun),
    });
  }

  delete(memberId: string, id: number): void {
    this.#database.deleteForGood(
      'DELETE FROM history WHERE conversation = ? AND member_id = ?',
      id,
      memberId,
    );
  }

  deleteAll(memberId: string): void {
    this.#database.deleteForGood('DELETE FROM history WHERE member_id = ?', memberId);
  }
}

/** Keeps the texts of a run that has the number `seq` in the ledger. */
export function keepRun(
  db: DatabaseSync,
  seq: number,
  run: EndedRun,
  { memberId, follows, parameters }: Kept,
): void {
  const followed = db
    .prepare(
      'SELECT seq, conversation FROM history WHERE run_id = ? AND member_id = ? ORDER BY seq DESC',
    )
    .get(follows, memberId);
  const { messages, end } = run;
  const earlier: readonly Message[] = followed === undefined ? messages.slice(0, -1) : [];
  db.prepare(
    `INSERT INTO history (seq, run_id, member_id, conversation, follows, earlier, prompt,
       system_prompt, answer, reasoning, parameters, error_message)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    seq,
    end.runId,
    memberId,
    followed?.conversation ?? seq,
    followed?.seq ?? null,
    earlier.length === 0 ? null : JSON.stringify(earlier),
    messages.at(-1)?.content ?? '',
    run.systemPrompt,
    run.answer,
    run.reasoning,
    JSON.stringify(parameters),
    end.type === 'failed' ? end.error.message : null,
  );
}

/**
 * That some run of the conversation holds the words. The plus sign keeps SQLite from going through all that the index
 * found once for every conversation.
 */
function matching(query: string | null): string {
  const indexed =
    query === null
      ? ''
      : 'AND +one.seq IN (SELECT rowid FROM history_index WHERE history_index MATCH $query)';
  return `AND EXISTS (SELECT 1 FROM history one WHERE one.conversation = last.conversation ${indexed}
    AND holds_words(one.prompt, one.system_prompt, one.answer))`;
}

type Row = Readonly<Record<string, unknown>>;

function summaryOf(row: Row): ConversationSummary {
  const { runId, seq, configuration, timing, outcome } = usageEntry(row);
  return conversationSummarySchema.parse({
    id: row.conversation,
    title: String(row.title).replace(/\s+/g, ' ').trim().slice(0, titleLength),
    runs: row.runs,
    runId,
    seq,
    startedAt: timing.startedAt,
    configuration,
    outcome,
  });
}

const textsSchema = z.object({
  follows_run: z.string().nullable(),
  prompt: z.string(),
  system_prompt: z.string().nullable(),
  answer: z.string(),
  reasoning: z.string(),
  parameters: z.string(),
  error_message: z.string().nullable(),
});

function keptRun(row: Row): KeptRun {
  const { runId, configuration, outcome, errorCode, usage, timing, cost } = usageEntry(row);
  const texts = textsSchema.parse(row);
  return keptRunSchema.parse({
    runId,
    follows: texts.follows_run,
    configuration,
    parameters: JSON.parse(texts.parameters),
    prompt: texts.prompt,
    systemPrompt: texts.system_prompt,
    answer: texts.answer,
    reasoning: texts.reasoning,
    end:
      outcome === 'failed'
        ? {
            type: 'failed',
            error: { code: errorCode ?? 'internal', message: texts.error_message ?? '' },
            timing,
          }
        : { type: 'done', reason: outcome, usage, timing, cost },
  });
}
