import { createHash } from 'node:crypto';
import { AppError } from '#shared/errors.ts';
import type { EncryptionKeySource } from './encryption-key.ts';
import { needsReentry, openKey, sealKey } from './envelope.ts';
import { find } from './find.ts';
import type { Keychain } from './keychain.ts';

/** Puts back what a change replaced. */
export type Undo = () => Promise<void>;

/** What may be known of a sealed key. */
export interface Sealed {
  /** SHA-256 of the envelope, hex. */
  readonly digest: string;
  /** The check of the encryption key it is sealed under. */
  readonly encryptedUnder: string;
}

/** Provider keys in a keychain, each sealed for its configuration; the account's name is the configuration's id. */
export class SealedKeys {
  readonly #keychain: Keychain;
  readonly #encryptionKey: EncryptionKeySource;

  constructor(keychain: Keychain, encryptionKey: EncryptionKeySource) {
    this.#keychain = keychain;
    this.#encryptionKey = encryptionKey;
  }

  /**
   * Throws a `keychain-…` error, after which the keychain holds what it held before.
   *
   * @param beforeWrite when it throws, nothing is written
   */
  async put(
    configurationId: string,
    key: string,
    beforeWrite: (sealed: Sealed) => void = () => undefined,
  ): Promise<{ readonly undo: Undo; readonly sealed: Sealed }> {
    const { bytes, check } = await this.#encryptionKey.readOrMake();
    const envelope = sealKey(key, bytes, configurationId);
    const sealed = { digest: digestOf(envelope), encryptedUnder: check };
    const undo = await this.#change(configurationId, envelope, () => beforeWrite(sealed));
    return { undo, sealed };
  }

  /** Throws `key-absent` when there is none, `key-needs-reentry` when it does not open, or a `keychain-…` error. */
  async open(configurationId: string): Promise<string> {
    const envelope = await find(this.#keychain, configurationId);
    if (envelope === null) throw noKey();
    const encryptionKey = await this.#encryptionKey.read();
    if (encryptionKey === null) throw needsReentry();
    return openKey(envelope, encryptionKey.bytes, configurationId);
  }

  /** The digest of the envelope that is there; null when there certainly is none. Throws a `keychain-…` error. */
  async digest(configurationId: string): Promise<string | null> {
    const envelope = await find(this.#keychain, configurationId);
    return envelope === null ? null : digestOf(envelope);
  }

  async delete(configurationId: string, beforeWrite: () => void = () => undefined): Promise<Undo> {
    return this.#change(configurationId, null, beforeWrite);
  }

  async #change(
    configurationId: string,
    envelope: string | null,
    beforeWrite: () => void,
  ): Promise<Undo> {
    const before = await find(this.#keychain, configurationId);
    beforeWrite();
    await this.#write(configurationId, envelope);
    return () => this.#write(configurationId, before);
  }

  async #write(configurationId: string, envelope: string | null): Promise<void> {
    if (envelope === null) await this.#keychain.delete(configurationId);
    else await this.#keychain.set(configurationId, envelope);
  }
}

/** The sentence for a configuration that has no key but needs one. */
export function noKey(): AppError {
  return new AppError(
    'key-absent',
    'No key is stored for this configuration. Set its key, then try again.',
  );
}

function digestOf(envelope: string): string {
  return createHash('sha256').update(envelope).digest('hex');
}
