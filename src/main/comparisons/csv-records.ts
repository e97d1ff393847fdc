import { CsvError, parse } from 'csv-parse/sync';
import { AppError } from '#shared/errors.ts';

/** One record of a CSV file. */
export interface CsvRecord {
  /** The line that it begins on, from 1. */
  readonly line: number;
  readonly fields: readonly string[];
}

/** What spreadsheets put between fields, by the region they are set to. */
const separators = [',', ';', '\t'] as const;
type Separator = (typeof separators)[number];

/**
 * Reads CSV (RFC 4180) whose fields are separated as those of its first line are. Throws `invalid-input` with a
 * sentence that names the line where a quote is not closed, stands in the midst of a field, or is followed by more.
 */
export function csvRecords(text: string): readonly CsvRecord[] {
  const records: CsvRecord[] = [];
  let line = 1;
  try {
    parse(text, {
      delimiter: separatorOf(text),
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      on_record(fields: string[], { lines }) {
        records.push({ line, fields });
        line = lines + 1;
        return null;
      },
    });
  } catch (error) {
    throw error instanceof CsvError ? wrong(error, line) : error;
  }
  return records;
}

/** The one that is most often in the first line, outside quotes. */
function separatorOf(text: string): Separator {
  const times: Record<Separator, number> = { ',': 0, ';': 0, '\t': 0 };
  let isQuoted = false;
  for (const character of text) {
    if (character === '"') isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (character === '\n' || character === '\r') break;
    else if (isSeparator(character)) times[character] += 1;
  }
  return separators.reduce((best, one) => (times[one] > times[best] ? one : best));
}

function isSeparator(character: string): character is Separator {
  return separators.some((separator) => separator === character);
}

/** The parser's own words repeat what is in the file. */
function wrong(error: CsvError, recordLine: number): AppError {
  const isOpen = error.code === 'CSV_QUOTE_NOT_CLOSED';
  const what = isOpen
    ? 'begins a record with a quoted field whose closing quote is missing'
    : 'has a quote in the midst of a field';
  const line = isOpen ? recordLine : lineOf(error, recordLine);
  return new AppError(
    'invalid-input',
    `Line ${line} of the file ${what}. Mend it: put the field between quotes, with each quote inside it doubled, and choose the file again.`,
  );
}

function lineOf({ lines }: CsvError, recordLine: number): number {
  return typeof lines === 'number' ? lines : recordLine;
}
