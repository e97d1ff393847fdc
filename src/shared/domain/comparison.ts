/**
 * A comparison puts the same prompts to several configurations side by side. Each prompt, put to one configuration once,
 * is a cell: a run of its own, which streams, fails, is stopped and is retried on its own.
 */
import { z } from 'zod';
import { keptEndSchema } from './history.ts';
import { comparedColumns, maxComparedPrompts, maxRepeats } from './rules/comparison-rules.ts';
import {
  messageSchema,
  type RunEvent,
  runConfigurationSchema,
  runParametersSchema,
  timingSchema,
} from './run.ts';

const count = z.number().int().min(0);

/** `parallel`: a run of each column at a time. `sequential`: one run at a time, column after column, so that local models do not fight for memory. */
export const comparisonOrderSchema = z.enum(['parallel', 'sequential']);

/** What a person thinks of a column's answers to one prompt. No more than one column is `best` for a prompt. */
export const voteSchema = z.enum(['up', 'down', 'best']);

export const promptToCompareSchema = z.strictObject({
  prompt: messageSchema.shape.content,
  /** Null: the comparison's. Empty: none. */
  systemPrompt: z.string().max(200_000).nullable(),
  /** What the file that it is from calls it; shown and exported beside it. */
  id: z.string().max(200).nullable(),
});

export const columnToCompareSchema = z.strictObject({
  configurationId: z.uuid(),
  /** What its runs do otherwise than the configuration. */
  parameters: runParametersSchema.optional(),
});

/** Where a cell is: places in the lists of prompts and columns, and which of the repeats, all from 0. */
const cellPlaceSchema = z.strictObject({
  prompt: count.max(maxComparedPrompts - 1),
  column: count.max(comparedColumns.most - 1),
  repeat: count.max(maxRepeats - 1),
});

/** A part of a comparison: a column or a cell. */
export const comparisonPartSchema = z.union([
  z.strictObject({ column: cellPlaceSchema.shape.column }),
  cellPlaceSchema,
]);

const [doneSchema, failedSchema] = keptEndSchema.options;

const cellEndSchema = z.discriminatedUnion('type', [
  doneSchema,
  /** `timing` is null for a run that never began: no key, a configuration that was deleted, a host that is not allowed. */
  failedSchema.extend({ timing: timingSchema.nullable() }),
]);

/**
 * A cell without its texts.
 *
 * `pending`: has yet to be run, though perhaps not until it is resumed. `cancelled`: stopped before it was through, or
 * before it began; resuming runs it. `done` and `failed` are run again only when a retry is asked for.
 */
const cellSchema = cellPlaceSchema.extend({
  state: z.enum(['pending', 'running', 'done', 'failed', 'cancelled']),
  /** Of its run, the one under way or the last; null before the first. */
  runId: z.uuid().nullable(),
  /** Whether it ran with a configuration that had been changed since the comparison began. */
  changed: z.boolean(),
  /** How it ended; null before that. Of a cell that is being retried, null too. */
  end: cellEndSchema.nullable(),
  /** In UTF-16 units; of what arrived, where it did not come to its end. */
  answerLength: count,
});

/** A cell with its texts. Empty while it runs: what arrives then is in `comparisons.event`. */
const cellWithTextsSchema = cellSchema.extend({
  answer: z.string(),
  reasoning: z.string(),
  /** False where the texts are empty because the history was not kept any more when the cell ended. */
  textsKept: z.boolean(),
});

/** How many cells are in which state. */
const cellCountsSchema = z.strictObject({
  pending: count,
  running: count,
  done: count,
  failed: count,
  cancelled: count,
});

/** A figure over several answers. Quartiles are interpolated between the two nearest. Of one answer, all are the same. */
const spreadSchema = z.strictObject({
  /** How many answers have the figure. */
  count,
  median: z.number(),
  /** A quarter of the answers are at or below it. */
  lowerQuartile: z.number(),
  /** A quarter of the answers are at or above it. */
  upperQuartile: z.number(),
  min: z.number(),
  max: z.number(),
});

/** The figures of a column over the cells that are `done`; null for what is known of none of them. */
const columnFiguresSchema = z.strictObject({
  answers: count,
  timeToFirstTokenMs: spreadSchema.nullable(),
  totalMs: spreadSchema.nullable(),
  /** Ollama only. */
  loadMs: spreadSchema.nullable(),
  tokensPerSecond: spreadSchema.nullable(),
  inputTokens: spreadSchema.nullable(),
  outputTokens: spreadSchema.nullable(),
  reasoningTokens: spreadSchema.nullable(),
  /** In UTF-16 units: unlike tokens, the same for every model. */
  answerLength: spreadSchema.nullable(),
  /** Of how many answers the tokens are estimates. */
  estimated: count,
  cost: z.strictObject({
    /** US dollars for one answer, of those whose price is known; local ones count as zero. */
    perAnswerUsd: spreadSchema.nullable(),
    /** US dollars for all those together. */
    totalUsd: z.number().nullable(),
    known: count,
    /** Ran on this machine, for nothing. */
    local: count,
    simulated: count,
    /** Has a price that is not known; never counted as zero. */
    unknown: count,
  }),
});

const columns = z.array(cellPlaceSchema.shape.column);

/**
 * Which columns stand out, by their place. Empty where fewer than two columns can be compared, or where all that can
 * are equal; several where some are equally good.
 */
const comparisonMarksSchema = z.strictObject({
  /** Shortest time to a whole answer, by the median. */
  fastest: columns,
  /** Lowest cost of an answer, on average. Only columns every answer of which has a known price, or ran for nothing on this machine. */
  cheapest: columns,
  /** Longest answers in characters, by the median. */
  longest: columns,
});

const comparedColumnSchema = z.strictObject({
  /** As it was when the comparison began. */
  configuration: runConfigurationSchema,
  parameters: runParametersSchema,
  /** `changed`: since the comparison began; cells that have yet to run will run with it as it is then. `deleted`: they will fail. */
  standing: z.enum(['same', 'changed', 'deleted']),
  cells: cellCountsSchema,
  figures: columnFiguresSchema,
});

/**
 * `interrupted`: by a page or a Keywell that was closed, another member who acts, or answers that could not be written
 * down. It can be resumed, as a `cancelled` one can.
 */
const comparisonStateSchema = z.enum(['running', 'complete', 'cancelled', 'interrupted']);

/** A comparison as it is listed. */
export const comparisonSummarySchema = z.strictObject({
  /** Made by who starts it. */
  id: z.uuid(),
  /** Larger for what began later. */
  seq: z.number().int(),
  name: z.string(),
  createdAt: z.iso.datetime(),
  /**
   * False for one that began while the history was not kept, or could not be: then it is in memory only, all of it, and
   * gone when Keywell ends. A comparison that began as kept goes on being kept.
   */
  kept: z.boolean(),
  order: comparisonOrderSchema,
  repeats: z.number().int(),
  promptCount: z.number().int(),
  /** As they were when it began. */
  configurations: z.array(runConfigurationSchema),
  state: comparisonStateSchema,
  cells: cellCountsSchema,
});

export const comparisonSchema = comparisonSummarySchema
  .omit({ configurations: true, cells: true })
  .extend({
    /** Null: each configuration's own. Empty: none. */
    systemPrompt: z.string().nullable(),
    columns: z.array(comparedColumnSchema),
    marks: comparisonMarksSchema,
    /** Why it was interrupted, or what could not be written down of it, as a sentence; null if there is nothing to say. */
    notice: z.string().nullable(),
  });

/** A prompt with all that was answered to it. */
export const comparedPromptSchema = promptToCompareSchema.extend({
  /** Its place in the list, from 0. */
  place: cellPlaceSchema.shape.prompt,
  /** One for each column. */
  votes: z.array(voteSchema.nullable()),
  /** Column by column, and in each the repeats in order. */
  cells: z.array(cellWithTextsSchema),
});

/** An event of a cell's run, whose events are numbered as those of any run. */
export interface CellRunEvent {
  readonly comparisonId: string;
  readonly place: CellPlace;
  readonly event: RunEvent;
}

/** How a comparison has come on. Sent a few times a second at most, and always once it has stopped running. */
export interface ComparisonProgress {
  readonly comparisonId: string;
  readonly state: ComparisonState;
  /** Of each column. */
  readonly columns: readonly CellCounts[];
  /** Those that changed since the last one, as they are now. */
  readonly changed: readonly Cell[];
  /** Why it was interrupted, or null. */
  readonly notice: string | null;
}

export type ComparisonOrder = z.infer<typeof comparisonOrderSchema>;
export type Vote = z.infer<typeof voteSchema>;
export type PromptToCompare = Readonly<z.infer<typeof promptToCompareSchema>>;
export type ColumnToCompare = Readonly<z.infer<typeof columnToCompareSchema>>;
export type CellPlace = Readonly<z.infer<typeof cellPlaceSchema>>;
export type ComparisonPart = Readonly<z.infer<typeof comparisonPartSchema>>;
export type CellEnd = Readonly<z.infer<typeof cellEndSchema>>;
export type Cell = Readonly<z.infer<typeof cellSchema>>;
export type CellWithTexts = Readonly<z.infer<typeof cellWithTextsSchema>>;
export type CellCounts = Readonly<z.infer<typeof cellCountsSchema>>;
export type Spread = Readonly<z.infer<typeof spreadSchema>>;
export type ColumnFigures = Readonly<z.infer<typeof columnFiguresSchema>>;
export type ComparisonMarks = Readonly<z.infer<typeof comparisonMarksSchema>>;
export type ComparedColumn = Readonly<z.infer<typeof comparedColumnSchema>>;
export type ComparisonState = z.infer<typeof comparisonStateSchema>;
export type ComparisonSummary = Readonly<z.infer<typeof comparisonSummarySchema>>;
export type Comparison = Readonly<z.infer<typeof comparisonSchema>>;
export type ComparedPrompt = Readonly<z.infer<typeof comparedPromptSchema>>;
