import type { Configuration } from '#shared/domain/configuration.ts';
import type { KeyChange, KeyMetadata } from '#shared/domain/key.ts';
import { AppError } from '#shared/errors.ts';
import type { KeyRecordsUpdate } from '../registry/registry.ts';
import type { Vault } from './vault.ts';

/** What the registry keeps of keys. Each change is one write, which throws `storage-failed` and then changed nothing. */
export interface KeyRecords {
  /** Throws `not-found`. */
  get(configurationId: string): Configuration;
  keyMetadata(configurationId: string): KeyMetadata | null;
  /** All of it, by configuration id. */
  keyRecords(): {
    readonly keys: Readonly<Record<string, KeyMetadata>>;
    /** Changes in the keychain that were begun and are not on record yet. */
    readonly keyChanges: Readonly<Record<string, KeyChange>>;
    /** The check of an encryption key that is about to take the place of the one in force. */
    readonly rotatingTo: string | null;
  };
  /** Throws `not-found`. */
  recordKeys(update: KeyRecordsUpdate): void;
  /** @param usedAt ISO date and time */
  touchKey(configurationId: string, usedAt: string): void;
  /** The HMAC key of fingerprints, hex. */
  readonly fingerprintSalt: string;
}

/**
 * What is on record of the key in use for each configuration: the registry's for a key in the keychain; for a key that
 * lives for this session only, one that lives in memory as the key does, and is never written.
 */
export class CurrentKeyRecords {
  readonly #registry: KeyRecords;
  readonly #vault: Pick<Vault, 'holdsForSession'>;
  readonly #session = new Map<string, KeyMetadata>();

  constructor(registry: KeyRecords, vault: Pick<Vault, 'holdsForSession'>) {
    this.#registry = registry;
    this.#vault = vault;
  }

  /** Null when there is no key. */
  of(configurationId: string): KeyMetadata | null {
    return this.#vault.holdsForSession(configurationId)
      ? (this.#session.get(configurationId) ?? null)
      : this.#registry.keyMetadata(configurationId);
  }

  /** Throws `not-found`, or `storage-failed`. */
  write(configurationId: string, metadata: KeyMetadata): void {
    if (this.#vault.holdsForSession(configurationId)) {
      this.#registry.get(configurationId);
      this.#session.set(configurationId, metadata);
    } else {
      this.#registry.recordKeys({ keys: { [configurationId]: metadata } });
    }
  }

  /** Writes what is remembered of a key that has just been stored, and with it that its change is over. */
  stored(configurationId: string, metadata: KeyMetadata): void {
    if (this.#vault.holdsForSession(configurationId)) this.write(configurationId, metadata);
    else {
      this.#registry.recordKeys({
        keys: { [configurationId]: metadata },
        changes: { [configurationId]: null },
      });
    }
  }

  /** Forgets the key of the keychain and the one of this session, and that a change of it has begun. */
  forget(configurationId: string): void {
    const { keys, keyChanges } = this.#registry.keyRecords();
    if (keys[configurationId] !== undefined || keyChanges[configurationId] !== undefined) {
      this.#registry.recordKeys({
        keys: { [configurationId]: null },
        changes: { [configurationId]: null },
      });
    }
    this.#session.delete(configurationId);
  }

  /**
   * Notes whether the key could be opened; true if its status is news. A note that cannot be written is dropped: what
   * it says shows again at the next use, and must not stand in the way of this one.
   */
  mark(configurationId: string, found: Pick<KeyMetadata, 'status' | 'encryptedUnder'>): boolean {
    const record = this.of(configurationId);
    if (record === null) return false;
    const isNews = record.status !== found.status;
    if (!isNews && record.encryptedUnder === found.encryptedUnder) return false;
    return wasWritten(() => this.write(configurationId, { ...record, ...found })) && isNews;
  }

  /** Notes when the key was used, under the same condition. */
  touch(configurationId: string, usedAt: string): void {
    const record = this.#session.get(configurationId);
    if (record !== undefined && this.#vault.holdsForSession(configurationId)) {
      this.#session.set(configurationId, { ...record, lastUsedAt: usedAt });
    } else {
      wasWritten(() => this.#registry.touchKey(configurationId, usedAt));
    }
  }

  /** Lets go of the records of keys that went with their session, and says whose they were. */
  dropEnded(): readonly string[] {
    const ended = [...this.#session.keys()].filter((id) => !this.#vault.holdsForSession(id));
    for (const id of ended) this.#session.delete(id);
    return ended;
  }
}

function wasWritten(write: () => void): boolean {
  try {
    write();
    return true;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}
