import { z } from 'zod';
import { AppError } from '#shared/errors.ts';
import { type RegistryDocument, registryDocumentSchema } from './registry-document.ts';

const versionSchema = z.object({ schemaVersion: z.number() });

/**
 * Reads the text of a registry file.
 *
 * @param file named in the refusal
 * @throws AppError `storage-failed` for text that is cut off, damaged, or of a newer Keywell
 */
export function parseRegistryDocument(text: string, file: string): RegistryDocument {
  const untouched =
    'Keywell has left it as it is. Put a good copy in its place, or move it away to start with an empty registry.';
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const what = text.trim() === '' ? 'is empty' : 'is damaged or cut off';
    throw new AppError('storage-failed', `"${file}" ${what}. ${untouched}`);
  }
  const version = versionSchema.safeParse(value);
  if (version.success && version.data.schemaVersion > 1) {
    throw new AppError(
      'storage-failed',
      `"${file}" was written by a newer version of Keywell, which this one cannot read. Keywell has left it as it is. Update Keywell, or choose another data folder.`,
    );
  }
  const parsed = registryDocumentSchema.safeParse(value);
  if (!parsed.success) {
    const where = parsed.error.issues[0]?.path.join('.') || 'its top level';
    throw new AppError(
      'storage-failed',
      `"${file}" does not hold a registry that Keywell can read: it is wrong at ${where}. ${untouched}`,
    );
  }
  const ids = parsed.data.configurations.map(({ id }) => id);
  if (new Set(ids).size < ids.length) {
    throw new AppError(
      'storage-failed',
      `"${file}" holds two configurations with the same id. ${untouched}`,
    );
  }
  return parsed.data;
}
