import { z } from 'zod';
import {
  columnToCompareSchema,
  comparedPromptSchema,
  comparisonOrderSchema,
  comparisonPartSchema,
  comparisonSchema,
  comparisonSummarySchema,
  promptToCompareSchema,
  voteSchema,
} from '../../domain/comparison.ts';
import {
  comparedColumns,
  maxComparedPrompts,
  maxComparedText,
  maxComparisonName,
  maxRepeats,
} from '../../domain/rules/comparison-rules.ts';
import { defineRoute } from '../define.ts';

const byId = z.strictObject({ id: z.uuid() });
const part = comparisonPartSchema;
const name = z.string().max(maxComparisonName);
const place = z.number().int().min(0);

/**
 * Comparisons run as the member who acts, and only while that member acts. A member sees their own and nobody sees
 * more, as with the history.
 */
export const comparisonRoutes = {
  /**
   * Starts a comparison under an id that the caller makes, so that it can listen first. What follows comes as
   * `comparisons.event` and `comparisons.progress`, to this client alone.
   */
  ...defineRoute({
    name: 'comparisons.start',
    permission: 'generate',
    input: byId.extend({
      /** Null: the beginning of the first prompt. */
      name: name.nullable(),
      prompts: z.array(promptToCompareSchema).min(1).max(maxComparedPrompts),
      /** Null: each configuration's own. Empty: none. */
      systemPrompt: z.string().max(200_000).nullable(),
      columns: z.array(columnToCompareSchema).min(comparedColumns.least).max(comparedColumns.most),
      repeats: z.number().int().min(1).max(maxRepeats),
      order: comparisonOrderSchema,
    }),
    output: comparisonSchema,
  }),
  /** Stops all of it (`part` null), a column, or a cell. Idempotent: what has ended, or never was, is left alone. */
  ...defineRoute({
    name: 'comparisons.cancel',
    permission: 'generate',
    input: byId.extend({ part: part.nullable() }),
    output: z.null(),
  }),
  /** Runs what is pending or was cancelled. What is done or has failed is left alone. */
  ...defineRoute({
    name: 'comparisons.resume',
    permission: 'generate',
    input: byId,
    output: comparisonSchema,
  }),
  /** Runs again those cells of a column that have failed, or one cell that has ended, however it did. The old answer is kept until the new one has come. */
  ...defineRoute({
    name: 'comparisons.retry',
    permission: 'generate',
    input: byId.extend({ part }),
    output: comparisonSchema,
  }),
  /** Starts another comparison with the same prompts, configurations as they are now, and settings. */
  ...defineRoute({
    name: 'comparisons.rerun',
    permission: 'generate',
    input: byId.extend({ newId: z.uuid() }),
    output: comparisonSchema,
  }),
  /** Null takes a vote back. `best` takes it from the column that had it for this prompt. */
  ...defineRoute({
    name: 'comparisons.vote',
    permission: 'generate',
    input: byId.extend({ prompt: place, column: place, vote: voteSchema.nullable() }),
    output: z.null(),
  }),
  /**
   * Those whose name, configurations or first prompt have every word of `text`, newest first. `beforeSeq` is that of the
   * last one listed.
   */
  ...defineRoute({
    name: 'comparisons.list',
    permission: 'generate',
    input: z.strictObject({
      text: z.string().max(500),
      beforeSeq: z.number().int().nullable(),
      limit: z.number().int().min(1).max(100),
    }),
    output: z.strictObject({
      comparisons: z.array(comparisonSummarySchema),
      more: z.boolean(),
      /** What a person should know of the file that this is kept in. */
      notice: z.string().nullable(),
    }),
  }),
  /** A comparison with its figures, and `limit` of its prompts with what was answered to them. */
  ...defineRoute({
    name: 'comparisons.get',
    permission: 'generate',
    input: byId.extend({ fromPrompt: place, limit: place.max(100) }),
    output: z.strictObject({
      comparison: comparisonSchema,
      prompts: z.array(comparedPromptSchema),
    }),
  }),
  ...defineRoute({
    name: 'comparisons.rename',
    permission: 'generate',
    input: byId.extend({ name }),
    output: z.null(),
  }),
  /** Idempotent. Stops what runs of it. The ledger keeps its rows. */
  ...defineRoute({
    name: 'comparisons.delete',
    permission: 'generate',
    input: byId,
    output: z.null(),
  }),
  ...defineRoute({
    name: 'comparisons.export',
    permission: 'generate',
    input: byId.extend({ format: z.enum(['markdown', 'json', 'csv']) }),
    output: z.strictObject({ fileName: z.string(), text: z.string() }),
  }),
  /**
   * The prompts in a file, whose name says what it is: `.jsonl` or `.ndjson`, `.csv`, and else text.
   *
   * - Text: blocks between lines of `---`, each a prompt of as many lines as it has; without such a line, a prompt a line.
   * - JSONL: on each line a string, or an object `{"prompt", "system"?, "id"?}`, whatever else is in it.
   * - CSV: the column that the first line calls `prompt`, with those called `system` and `id` if there are such; where it
   *   calls none so, it is a prompt like the others, and they are in the first column.
   *
   * Refuses the whole of it with a sentence that names the line that is wrong. Empty lines, blocks and records are no
   * prompts, and are counted.
   */
  ...defineRoute({
    name: 'comparisons.readPrompts',
    permission: 'generate',
    input: z.strictObject({ name: z.string().max(500), text: z.string().max(maxComparedText) }),
    output: z.strictObject({
      prompts: z.array(promptToCompareSchema),
      empty: z.number().int(),
    }),
  }),
};
