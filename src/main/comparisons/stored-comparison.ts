import { z } from 'zod';
import { type ComparisonOrder, comparisonOrderSchema } from '#shared/domain/comparison.ts';
import {
  type RunConfiguration,
  type RunParameters,
  runConfigurationSchema,
  runParametersSchema,
} from '#shared/domain/run.ts';

/** A column as it is kept. */
export interface StoredColumn {
  /** As it was when the comparison began. */
  readonly configuration: RunConfiguration;
  readonly revision: number;
  readonly parameters: RunParameters;
  /** Whether what is left of it was cancelled. */
  readonly cancelled: boolean;
}

/** A comparison as it is kept, without its prompts and cells. */
export interface StoredComparison {
  /** When it began, in milliseconds; unique. */
  readonly seq: number;
  readonly id: string;
  readonly memberId: string;
  readonly name: string;
  readonly order: ComparisonOrder;
  readonly repeats: number;
  readonly promptCount: number;
  readonly systemPrompt: string | null;
  readonly columns: readonly StoredColumn[];
}

type Row = Readonly<Record<string, unknown>>;

const headSchema = z.object({
  seq: z.number(),
  id: z.string(),
  member_id: z.string(),
  name: z.string(),
  run_order: comparisonOrderSchema,
  repeats: z.number(),
  prompt_count: z.number(),
  system_prompt: z.string().nullable(),
});

const columnSchema = z.object({
  revision: z.number(),
  parameters: z.string(),
  cancelled: z.number(),
});

/** From a row of `comparison` and those of `comparison_column`, in order. */
export function storedComparison(row: Row, columns: readonly Row[]): StoredComparison {
  const head = headSchema.parse(row);
  return {
    seq: head.seq,
    id: head.id,
    memberId: head.member_id,
    name: head.name,
    order: head.run_order,
    repeats: head.repeats,
    promptCount: head.prompt_count,
    systemPrompt: head.system_prompt,
    columns: columns.map(storedColumn),
  };
}

function storedColumn(row: Row): StoredColumn {
  const { revision, parameters, cancelled } = columnSchema.parse(row);
  return {
    configuration: runConfigurationSchema.parse({
      id: row.configuration_id,
      name: row.configuration_name,
      provider: row.provider,
      model: row.model,
      simulated: row.simulated === 1,
    }),
    revision,
    parameters: runParametersSchema.parse(JSON.parse(parameters)),
    cancelled: cancelled === 1,
  };
}
