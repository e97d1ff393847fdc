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
 * sentence that names the line where a quote is not closed, or something follows one.
 */
export function csvRecords(text: string): readonly CsvRecord[] {
  const reader = new Reader(text, separatorOf(text));
  const records: CsvRecord[] = [];
  while (!reader.atEnd) records.push(reader.record());
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

class Reader {
  readonly #text: string;
  /** Matches an unquoted field. */
  readonly #rest: RegExp;
  readonly #separator: Separator;
  #at = 0;
  #line = 1;

  constructor(text: string, separator: Separator) {
    this.#text = text;
    this.#separator = separator;
    this.#rest = new RegExp(`[^${separator}\\r\\n]*`, 'y');
  }

  get atEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  record(): CsvRecord {
    const line = this.#line;
    const fields = [this.#field()];
    while (this.#take(this.#separator)) fields.push(this.#field());
    if (this.#take('\r\n') || this.#take('\n') || this.#take('\r')) this.#line += 1;
    return { line, fields };
  }

  #field(): string {
    return this.#text[this.#at] === '"' ? this.#quoted() : this.#unquoted();
  }

  #unquoted(): string {
    this.#rest.lastIndex = this.#at;
    const found = this.#rest.exec(this.#text)?.[0] ?? '';
    this.#at += found.length;
    return found;
  }

  #quoted(): string {
    const opened = this.#line;
    const start = this.#at + 1;
    let end = this.#text.indexOf('"', start);
    while (end !== -1 && this.#text[end + 1] === '"') end = this.#text.indexOf('"', end + 2);
    if (end === -1) throw wrong(opened, 'begins a quoted field whose closing quote is missing');
    const raw = this.#text.slice(start, end);
    this.#at = end + 1;
    this.#line += raw.match(/\r\n|\n|\r/g)?.length ?? 0;
    const next = this.#text[this.#at];
    if (next !== undefined && next !== this.#separator && next !== '\n' && next !== '\r') {
      throw wrong(this.#line, 'goes on after the closing quote of a field');
    }
    return raw.replaceAll('""', '"');
  }

  #take(piece: string): boolean {
    if (!this.#text.startsWith(piece, this.#at)) return false;
    this.#at += piece.length;
    return true;
  }
}

function wrong(line: number, what: string): AppError {
  return new AppError(
    'invalid-input',
    `Line ${line} of the file ${what}. Mend it, with each quote inside a field doubled, and choose the file again.`,
  );
}
