import type { KeyMetadata } from '#shared/domain/key.ts';
import { AppError } from '#shared/errors.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { NoteKeyFact } from './key-facts.ts';
import type { CurrentKeyRecords } from './key-records.ts';
import { noKey } from './sealed-keys.ts';
import type { Vault } from './vault.ts';

interface KeyReaderDependencies {
  readonly records: CurrentKeyRecords;
  readonly vault: Vault;
  readonly fingerprintSalt: string;
  readonly onChange: (configurationId: string) => void;
  readonly note: NoteKeyFact;
}

/** Reads keys from the vault, holds each against what is on record of it, and notes whether it could be opened. */
export class KeyReader {
  readonly #records: CurrentKeyRecords;
  readonly #vault: Vault;
  readonly #fingerprintSalt: string;
  readonly #onChange: (configurationId: string) => void;
  readonly #note: NoteKeyFact;

  constructor(dependencies: KeyReaderDependencies) {
    this.#records = dependencies.records;
    this.#vault = dependencies.vault;
    this.#fingerprintSalt = dependencies.fingerprintSalt;
    this.#onChange = dependencies.onChange;
    this.#note = dependencies.note;
  }

  /**
   * The key, which must be the one on record: a registry brought back from a backup, or an entry changed from outside,
   * must not make a run use a key other than the one shown. Throws `key-absent`, `key-needs-reentry`, or a
   * `keychain-…` error.
   */
  async read(configurationId: string): Promise<string> {
    const record = this.#records.of(configurationId);
    if (record === null) throw noKey();
    try {
      const key = await this.#vault.read(configurationId);
      if (fingerprintOf(key, this.#fingerprintSalt) !== record.fingerprint) throw anotherKey();
      await this.#opened(configurationId, record);
      return key;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const cause = error.code === 'key-absent' ? lostKey() : error;
      if (cause.code === 'key-needs-reentry') await this.#notOpened(configurationId, record, cause);
      throw cause;
    }
  }

  async #opened(configurationId: string, record: KeyMetadata): Promise<void> {
    if (record.status === 'stored' && record.encryptedUnder !== null) return;
    const encryptedUnder = this.#vault.holdsForSession(configurationId)
      ? null
      : await this.#vault.encryptionKeyCheck();
    const isNews = this.#records.mark(configurationId, { status: 'stored', encryptedUnder });
    if (isNews) this.#onChange(configurationId);
  }

  async #notOpened(configurationId: string, record: KeyMetadata, cause: AppError): Promise<void> {
    const current = await this.#vault.encryptionKeyCheck().catch(() => record.encryptedUnder);
    // One that does not open although the encryption key is the same may come back only by being looked at again.
    const encryptedUnder = record.encryptedUnder === current ? null : record.encryptedUnder;
    if (!this.#records.mark(configurationId, { status: 'needs-reentry', encryptedUnder })) return;
    this.#onChange(configurationId);
    const detail = cause.message;
    await this.#note({ action: 'key.re-entry-needed', configurationId, detail }).catch(
      () => undefined,
    );
  }
}

function lostKey(): AppError {
  return new AppError(
    'key-needs-reentry',
    'The key of this configuration is no longer in the keychain. Replace it by entering the key again.',
  );
}

function anotherKey(): AppError {
  return new AppError(
    'key-needs-reentry',
    'The key in the keychain is not the one on record for this configuration. Replace it by entering the key again.',
  );
}
