import { z } from 'zod';
import type { PromptToCompare } from '#shared/domain/comparison.ts';
import { promptToCompareSchema } from '#shared/domain/comparison.ts';
import { maxComparedPrompts } from '#shared/domain/rules/comparison-rules.ts';
import { AppError } from '#shared/errors.ts';
import { csvRecords } from './csv-records.ts';
import { hasKeyBeside } from './new-comparison.ts';

/** A prompt as a file has it; blank where there is none in its place. */
interface Entry {
  /** From 1. */
  readonly line: number;
  readonly prompt: string;
  readonly system?: string | null | undefined;
  readonly id?: string | null | undefined;
}

/**
 * The prompts in a file, and how many places for one were empty. Throws `invalid-input` with a sentence that names the
 * line that is wrong, without anything of what is in it.
 *
 * @param name decides what the file is: see `comparisons.readPrompts`
 */
export function readPrompts(
  name: string,
  text: string,
): { readonly prompts: PromptToCompare[]; readonly empty: number } {
  const entries = entriesIn(name, text.replace(/^\uFEFF/, ''));
  const filled = entries.filter(({ prompt }) => prompt.trim() !== '');
  if (filled.length === 0) throw refused('There is no prompt in this file.');
  if (filled.length > maxComparedPrompts) {
    throw refused(
      `There are ${filled.length.toLocaleString('en')} prompts in this file, and ${maxComparedPrompts.toLocaleString('en')} are the most. Divide it.`,
    );
  }
  return { prompts: filled.map(promptOf), empty: entries.length - filled.length };
}

function entriesIn(name: string, text: string): readonly Entry[] {
  if (/\.(?:jsonl|ndjson)$/i.test(name)) return jsonLines(text);
  if (/\.csv$/i.test(name)) return csvEntries(text);
  return textEntries(linesOf(text));
}

/** Without the empty one that a last line end leaves. */
function linesOf(text: string): readonly string[] {
  const lines = text.split(/\r\n|\n|\r/);
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

function textEntries(lines: readonly string[]): readonly Entry[] {
  const isRule = (line: string) => line.trimEnd() === '---';
  if (!lines.some(isRule))
    return lines.map((prompt, at) => ({ line: at + 1, prompt: prompt.trim() }));
  const starts = lines.flatMap((line, at) => (isRule(line) ? [at + 1] : []));
  return [0, ...starts].map((start, index) => ({
    line: start + 1,
    prompt: lines
      .slice(start, (starts[index] ?? lines.length + 1) - 1)
      .join('\n')
      .trim(),
  }));
}

const jsonEntrySchema = z.union([
  z.string().transform((prompt) => ({ prompt })),
  z.object({
    prompt: z.string(),
    system: z.string().nullish(),
    id: z.union([z.string(), z.number().transform(String)]).nullish(),
  }),
]);

function jsonLines(text: string): readonly Entry[] {
  return linesOf(text).map((content, at) => {
    const line = at + 1;
    if (content.trim() === '') return { line, prompt: '' };
    const parsed = jsonEntrySchema.safeParse(parsedJson(content, line));
    if (parsed.success) return { line, ...parsed.data };
    throw refused(
      `Line ${line} of the file is neither a text nor an object with a text "prompt", and perhaps "system" and "id". Mend it and choose the file again.`,
    );
  });
}

function parsedJson(content: string, line: number): unknown {
  try {
    return JSON.parse(content);
  } catch {
    // The parser's own words repeat the line.
    throw refused(`Line ${line} of the file is not JSON. Mend it and choose the file again.`);
  }
}

function csvEntries(text: string): readonly Entry[] {
  const records = csvRecords(text);
  const [first] = records;
  if (first === undefined) return [];
  const header = first.fields.map((field) => field.trim().toLowerCase());
  const hasHeader = header.includes('prompt');
  const [prompt, system, id] = ['prompt', 'system', 'id'].map((name) => header.indexOf(name));
  return records.slice(hasHeader ? 1 : 0).map(({ line, fields }) => {
    if (fields.length > first.fields.length) {
      throw refused(
        `Line ${line} of the file has ${fields.length} fields, and the first line ${first.fields.length}. Put a text that has a separator in it between quotes, and choose the file again.`,
      );
    }
    if (!hasHeader) return { line, prompt: fields[0] ?? '' };
    return {
      line,
      prompt: fields[prompt ?? -1] ?? '',
      system: fields[system ?? -1] || null,
      id: fields[id ?? -1] || null,
    };
  });
}

function promptOf({ line, prompt, system, id }: Entry): PromptToCompare {
  const parsed = promptToCompareSchema.safeParse({
    prompt,
    systemPrompt: system ?? null,
    id: id ?? null,
  });
  if (!parsed.success) {
    throw refused(
      `Line ${line} of the file begins a prompt, a system prompt or an id that is too long. Shorten it and choose the file again.`,
    );
  }
  if (hasKeyBeside(parsed.data)) {
    throw refused(
      `Line ${line} of the file begins a prompt whose system prompt or id holds what looks like a key. Take it out and choose the file again.`,
    );
  }
  return parsed.data;
}

function refused(sentence: string): AppError {
  return new AppError('invalid-input', sentence);
}
