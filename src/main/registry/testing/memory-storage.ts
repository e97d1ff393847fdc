import { AppError } from '#shared/errors.ts';
import { parseRegistryDocument } from '../../storage/parse-registry-document.ts';
import type { RegistryDocument, RegistryStorage } from '../../storage/registry-document.ts';

/** Keeps the document as text, so that what is read went through the same parsing as a file; fails when told to. */
export class MemoryStorage implements RegistryStorage {
  text: string | null = null;
  failing = false;
  writes = 0;

  read(): RegistryDocument | null {
    return this.text === null ? null : parseRegistryDocument(this.text, 'memory').document;
  }

  write(document: RegistryDocument): void {
    if (this.failing) throw new AppError('storage-failed', 'The disk is full.');
    this.text = JSON.stringify(document);
    this.writes += 1;
  }
}
