import type { ComparedPrompt, Comparison } from '#shared/domain/comparison.ts';
import { AppError, assertNever } from '#shared/errors.ts';
import type { InputOf } from '#shared/ipc/routes.ts';
import { comparisonCsv } from './comparison-csv.ts';
import { comparisonMarkdown } from './comparison-markdown.ts';

export type ExportFormat = InputOf<'comparisons.export'>['format'];

export const exportExtensions: Readonly<Record<ExportFormat, string>> = {
  markdown: 'md',
  json: 'json',
  csv: 'csv',
};

/** A text longer than this is more than a page can take at once, in UTF-16 units. */
const maxExportLength = 100_000_000;

/** Throws `invalid-input` for a comparison whose texts have this length, where that is too long for one file. */
export function checkExportable(length: number): void {
  if (length <= maxExportLength) return;
  throw new AppError(
    'invalid-input',
    `The answers of this comparison have ${length.toLocaleString('en')} characters together, and ${maxExportLength.toLocaleString('en')} are the most that are exported at once. Compare fewer prompts at a time.`,
  );
}

/** A comparison with all its prompts as a text in the format. */
export function exportedComparison(
  format: ExportFormat,
  comparison: Comparison,
  prompts: readonly ComparedPrompt[],
  exportedAt: Date,
): string {
  switch (format) {
    case 'markdown':
      return comparisonMarkdown(comparison, prompts);
    case 'csv':
      return comparisonCsv(comparison, prompts);
    case 'json':
      return comparisonJson(comparison, prompts, exportedAt);
    default:
      return assertNever(format);
  }
}

function comparisonJson(
  { seq: _seq, kept: _kept, notice: _notice, ...comparison }: Comparison,
  prompts: readonly ComparedPrompt[],
  exportedAt: Date,
): string {
  const file = {
    format: 'keywell-comparison',
    version: 1,
    exportedAt: exportedAt.toISOString(),
    comparison,
    prompts,
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}
