import { z } from 'zod';
import { exportFileSchema } from '#shared/domain/transfer.ts';
import { AppError } from '#shared/errors.ts';

const headSchema = z.looseObject({ format: exportFileSchema.shape.format, version: z.number() });

/** What is around the configurations, which are judged one by one. */
const fileSchema = exportFileSchema.extend({ configurations: z.array(z.unknown()).max(100_000) });

/** The configurations that an exported file holds, unjudged. Throws `invalid-input` for a file that is no export. */
export function readExport(text: string): readonly unknown[] {
  const value = parse(text);
  const head = headSchema.safeParse(value);
  if (!head.success) {
    throw refused('This file was not exported by Keywell. Choose one that was.');
  }
  if (head.data.version > 1) {
    throw refused('This file was exported by a newer version of Keywell. Update Keywell first.');
  }
  const file = fileSchema.safeParse(value);
  if (!file.success) throw refused(problem(file.error.issues[0]));
  return file.data.configurations;
}

function parse(text: string): unknown {
  try {
    // Windows' own editor begins files with a byte order mark.
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw refused('This file is not JSON, or was cut off. Export it again.');
  }
}

function problem(issue: z.core.$ZodIssue | undefined): string {
  if (issue?.code === 'too_big') return 'This file holds more than 100,000 configurations.';
  return `This file is not as Keywell exports it: it is wrong at ${issue?.path.join('.') || 'its top level'}.`;
}

function refused(sentence: string): AppError {
  return new AppError('invalid-input', sentence, { fields: { text: sentence } });
}
