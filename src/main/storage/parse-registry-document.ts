import { z } from 'zod';
import { AppError } from '#shared/errors.ts';
import { migrateRegistry } from './migrations/migrate-registry.ts';
import {
  type RegistryDocument,
  registryDocumentSchema,
  schemaVersion,
} from './registry-document.ts';

const versionSchema = z.object({ schemaVersion: z.number().int().min(1) });

export interface ParsedRegistry {
  readonly document: RegistryDocument;
  /** The version that the text was written in; the document is of today's. */
  readonly writtenVersion: number;
}

/**
 * Reads the text of a registry file.
 *
 * @param file named in the refusal
 * @throws AppError `registry-damaged`, saying what is wrong, for text that is cut off, damaged, or of a newer Keywell
 */
export function parseRegistryDocument(text: string, file: string): ParsedRegistry {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const what = text.trim() === '' ? 'is empty' : 'is damaged or cut off';
    throw new AppError('registry-damaged', `"${file}" ${what}.`);
  }
  const version = versionSchema.safeParse(value).data?.schemaVersion ?? schemaVersion;
  if (version > schemaVersion) {
    throw new AppError(
      'registry-damaged',
      `"${file}" was written by a newer version of Keywell, which this one cannot read. Update Keywell to use it.`,
    );
  }
  const parsed = registryDocumentSchema.safeParse(upToDate(value, version));
  if (!parsed.success) {
    const where = parsed.error.issues[0]?.path.join('.') || 'its top level';
    throw new AppError(
      'registry-damaged',
      `"${file}" does not hold a registry that Keywell can read: it is wrong at ${where}.`,
    );
  }
  const ids = parsed.data.configurations.map(({ id }) => id);
  if (new Set(ids).size < ids.length) {
    throw new AppError('registry-damaged', `"${file}" holds two configurations with the same id.`);
  }
  return { document: parsed.data, writtenVersion: version };
}

/** A document that cannot be migrated stays as it is, so that the schema says what is wrong with it. */
function upToDate(document: unknown, version: number): unknown {
  if (version === schemaVersion) return document;
  try {
    return migrateRegistry(document, version);
  } catch {
    return document;
  }
}
