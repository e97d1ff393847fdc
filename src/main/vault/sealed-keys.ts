import { AppError } from '#shared/errors.ts';
import type { EncryptionKey } from './encryption-key.ts';
import { needsReentry, openKey, sealKey } from './envelope.ts';
import { find } from './find.ts';
import type { Keychain } from './keychain.ts';

/** Puts back what a change replaced. */
export type Undo = () => Promise<void>;

/** Provider keys in a keychain, each sealed for its configuration; the account's name is the configuration's id. */
export class SealedKeys {
  readonly #keychain: Keychain;
  readonly #encryptionKey: EncryptionKey;

  constructor(keychain: Keychain, encryptionKey: EncryptionKey) {
    this.#keychain = keychain;
    this.#encryptionKey = encryptionKey;
  }

  /** Throws a `keychain-…` error, after which the keychain holds what it held before. */
  async put(configurationId: string, key: string): Promise<Undo> {
    const encryptionKey = await this.#encryptionKey.readOrMake();
    return this.#change(configurationId, sealKey(key, encryptionKey, configurationId));
  }

  /** Throws `key-absent` when there is none, `key-needs-reentry` when it does not open, or a `keychain-…` error. */
  async open(configurationId: string): Promise<string> {
    const envelope = await find(this.#keychain, configurationId);
    if (envelope === null) throw noKey();
    const encryptionKey = await this.#encryptionKey.read();
    if (encryptionKey === null) throw needsReentry();
    return openKey(envelope, encryptionKey, configurationId);
  }

  async delete(configurationId: string): Promise<Undo> {
    return this.#change(configurationId, null);
  }

  async #change(configurationId: string, envelope: string | null): Promise<Undo> {
    const before = await find(this.#keychain, configurationId);
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
