import type { Configuration } from '#shared/domain/configuration.ts';
import type { KeyMetadata } from '#shared/domain/key.ts';
import { AppError } from '#shared/errors.ts';
import type { Vault } from './vault.ts';

/** What the registry keeps of keys. Each change is one write, which throws `storage-failed` and then changed nothing. */
export interface KeyRecords {
  /** Throws `not-found`. */
  get(configurationId: string): Configuration;
  keyMetadata(configurationId: string): KeyMetadata | null;
  /** Null forgets. Throws `not-found`. */
  setKeyMetadata(configurationId: string, metadata: KeyMetadata | null): void;
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
      this.#registry.setKeyMetadata(configurationId, metadata);
    }
  }

  /** Forgets the key of the keychain and the one of this session. */
  forget(configurationId: string): void {
    if (this.#registry.keyMetadata(configurationId) !== null) {
      this.#registry.setKeyMetadata(configurationId, null);
    }
    this.#session.delete(configurationId);
  }

  /**
   * Notes whether the key could be opened; true if that was news. A note that cannot be written is dropped: what it
   * says shows again at the next use, and must not stand in the way of this one.
   */
  mark(configurationId: string, status: KeyMetadata['status']): boolean {
    const record = this.of(configurationId);
    if (record === null || record.status === status) return false;
    return wasWritten(() => this.write(configurationId, { ...record, status }));
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
