import { AppError } from '#shared/errors.ts';
import type { RegistryBackups } from './registry-backups.ts';
import type { RegistryStorage } from './registry-document.ts';

/**
 * `storage`, of which good states are kept. Where they show that there was a registry once, its absence is damage and
 * not a first start.
 *
 * @param file named in the refusal
 */
export function withBackups(
  storage: RegistryStorage,
  backups: Pick<RegistryBackups, 'opened' | 'changed' | 'exist'>,
  file: string,
): RegistryStorage {
  return {
    read() {
      const document = storage.read();
      if (document !== null) backups.opened();
      else if (backups.exist()) {
        throw new AppError(
          'registry-damaged',
          `"${file}" is not there any more, although there are backups of it.`,
        );
      }
      return document;
    },
    write(document) {
      storage.write(document);
      backups.changed();
    },
  };
}
