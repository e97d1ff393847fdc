import type { ColumnToCompare, PromptToCompare } from '#shared/domain/comparison.ts';
import type { Configuration } from '#shared/domain/configuration.ts';
import {
  maxComparedCells,
  maxComparedText,
  maxComparisonName,
} from '#shared/domain/rules/comparison-rules.ts';
import { looksLikeKey } from '#shared/domain/rules/secret-shape.ts';
import { AppError } from '#shared/errors.ts';
import { runConfiguration } from '../generation/run-configuration.ts';
import { withParameters } from '../generation/with-parameters.ts';
import type { StoredColumn } from './stored-comparison.ts';

/** Of a prompt this much names a comparison without a name of its own, in characters. */
const titleLength = 80;

/** Throws `invalid-input` for a comparison that asks for too much. */
export function checkSize(
  prompts: readonly PromptToCompare[],
  columns: readonly unknown[],
  repeats: number,
): void {
  const answers = prompts.length * columns.length * repeats;
  if (answers > maxComparedCells) {
    throw new AppError(
      'invalid-input',
      `This comparison would ask for ${number(answers)} answers, and ${number(maxComparedCells)} are the most. Take fewer prompts, fewer repeats or fewer configurations.`,
    );
  }
  const length = prompts.reduce(
    (sum, { prompt, systemPrompt }) => sum + prompt.length + (systemPrompt?.length ?? 0),
    0,
  );
  if (length > maxComparedText) {
    throw new AppError(
      'invalid-input',
      `The prompts have ${number(length)} characters together, and ${number(maxComparedText)} are the most. Take fewer of them.`,
    );
  }
}

/** A column as it is when a comparison begins. Throws `invalid-input` for parameters that no run may have. */
export function newColumn(
  configuration: Configuration,
  parameters: NonNullable<ColumnToCompare['parameters']>,
): StoredColumn {
  withParameters(configuration, parameters);
  return {
    configuration: runConfiguration(configuration),
    revision: configuration.revision,
    parameters,
    cancelled: false,
  };
}

/**
 * Throws `invalid-input` for a name or a system prompt that looks like a key. Prompts are letters, which are kept as
 * they are, as the history does it.
 */
export function checkNoKey(field: 'name' | 'systemPrompt', text: string | null): void {
  if (text === null || !looksLikeKey(text)) return;
  const what = field === 'name' ? 'The name' : 'The system prompt';
  const sentence = `${what} holds what looks like a key. Take it out: keys are set under Configurations.`;
  throw new AppError('invalid-input', sentence, { fields: { [field]: sentence } });
}

/** Whether the system prompt or the id of a prompt looks like a key. */
export function hasKeyBeside({ systemPrompt, id }: PromptToCompare): boolean {
  return looksLikeKey(systemPrompt ?? '') || looksLikeKey(id ?? '');
}

/** Throws `invalid-input` for a prompt whose own system prompt or id looks like a key, naming its place among them. */
export function checkNoKeyIn(prompts: readonly PromptToCompare[]): void {
  const at = prompts.findIndex(hasKeyBeside);
  if (at === -1) return;
  throw new AppError(
    'invalid-input',
    `The system prompt or the id of prompt ${number(at + 1)} holds what looks like a key. Take it out: keys are set under Configurations.`,
  );
}

/**
 * The name given, trimmed, or else the beginning of the first prompt in one line. Throws `invalid-input` for one that
 * looks like a key.
 */
export function comparisonName(name: string | null, prompts: readonly PromptToCompare[]): string {
  const given = name?.trim() ?? '';
  checkNoKey('name', given);
  if (given !== '') return given.slice(0, maxComparisonName);
  const [first] = prompts;
  const line = (first?.prompt ?? '')
    .slice(0, 4 * titleLength)
    .replace(/\s+/g, ' ')
    .trim();
  if (looksLikeKey(line)) return 'Comparison';
  return line.length > titleLength ? `${line.slice(0, titleLength - 1).trimEnd()}…` : line;
}

function number(count: number): string {
  return count.toLocaleString('en');
}
