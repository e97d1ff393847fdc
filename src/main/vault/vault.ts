import type { KeychainState, VaultMode, VaultStatus } from '#shared/domain/vault.ts';
import { AppError } from '#shared/errors.ts';
import {
  type EncryptionKeySource,
  environmentEncryptionKey,
  environmentKeyProblem,
  KeychainEncryptionKey,
  sessionEncryptionKey,
} from './encryption-key.ts';
import type { Keychain } from './keychain.ts';
import { createMemoryKeychain } from './memory-keychain.ts';
import { type Sealed, SealedKeys, type Undo } from './sealed-keys.ts';
import { keychainError, stateOfError, vaultWords } from './sentences.ts';

export interface VaultDependencies {
  readonly keychain: Keychain;
  /** Sets this workspace's encryption key apart from those of others in the same keychain. */
  readonly workspaceId: string;
  readonly newSessionKeychain?: () => Keychain;
  /** `KEYWELL_ENCRYPTION_KEY`; undefined where it is not set. An empty one is set, and malformed. */
  readonly environmentKey?: string | undefined;
  /** Called whenever the status is no longer what it was. */
  readonly onStatus: (status: VaultStatus) => void;
  /** Called when the keychain answers for the first time, and each time it answers again. */
  readonly onAvailable?: () => void;
  /** Called when the keychain was given an encryption key, since it had none. */
  readonly onEncryptionKeyMade?: () => void;
}

/** What a stored key can be taken back with, should its record not be written. */
export interface Stored {
  /** True when the key went to memory, and is gone when Keywell closes. */
  readonly sessionOnly: boolean;
  /** The check of the encryption key it is sealed under; null for this session's. */
  readonly encryptedUnder: string | null;
  readonly undo: Undo;
}

/** Keys that live for one session, and which configurations have one. */
interface Session {
  readonly keys: SealedKeys;
  readonly held: Set<string>;
}

/**
 * Where provider keys are: sealed in the OS keychain, or, chosen explicitly, sealed in memory for one session.
 * Nothing read is kept, and no failure to read is ever taken for "no key".
 */
export class Vault {
  readonly #keychain: Keychain;
  readonly #environmentKey: string | undefined;
  readonly #newSessionKeychain: () => Keychain;
  readonly #onStatus: (status: VaultStatus) => void;
  readonly #onAvailable: () => void;
  readonly #keychainEncryptionKey: KeychainEncryptionKey;
  readonly #encryptionKey: EncryptionKeySource;
  readonly #keys: SealedKeys;
  #session: Session | null = null;
  #keychainState: KeychainState | null = null;
  #announced = '';

  constructor(dependencies: VaultDependencies) {
    const { keychain, workspaceId, environmentKey } = dependencies;
    this.#keychain = keychain;
    this.#environmentKey = environmentKey;
    this.#newSessionKeychain = dependencies.newSessionKeychain ?? createMemoryKeychain;
    this.#onStatus = dependencies.onStatus;
    this.#onAvailable = dependencies.onAvailable ?? (() => undefined);
    this.#keychainEncryptionKey = new KeychainEncryptionKey(
      keychain,
      workspaceId,
      dependencies.onEncryptionKeyMade ?? (() => undefined),
    );
    this.#encryptionKey =
      environmentKey === undefined
        ? this.#keychainEncryptionKey
        : environmentEncryptionKey(environmentKey, workspaceId);
    this.#keys = new SealedKeys(keychain, this.#encryptionKey);
  }

  /** `session` while keys go to memory. */
  get mode(): VaultMode {
    return this.#session === null ? 'keychain' : 'session';
  }

  /** How the keychain last answered; null before it was first asked. */
  get lastKeychainState(): KeychainState | null {
    return this.#keychainState;
  }

  /** Asks the keychain anew. */
  async status(): Promise<VaultStatus> {
    return this.#learn(await this.#keychain.probe());
  }

  /**
   * `session` leaves what the keychain holds as it is. Going back drops what memory held, and is refused with the
   * keychain's own sentence while the keychain is not available.
   */
  async setMode(mode: VaultMode): Promise<VaultStatus> {
    const state = await this.#keychain.probe();
    if (mode === 'session') {
      this.#session ??= {
        keys: new SealedKeys(this.#newSessionKeychain(), sessionEncryptionKey()),
        held: new Set(),
      };
    } else if (this.#session !== null) {
      if (state !== 'available') {
        this.#learn(state);
        throw keychainError(state);
      }
      this.#session = null;
    }
    return this.#learn(state);
  }

  /** Whether the key now in use for a configuration is held in memory only. */
  holdsForSession(configurationId: string): boolean {
    return this.#session?.held.has(configurationId) ?? false;
  }

  /**
   * Seals the key at once and puts it where keys go now. Throws a `keychain-…` error, and then nothing has changed.
   *
   * @param beforeWrite called just before the keychain is changed; when it throws, it is not
   */
  async store(
    configurationId: string,
    key: string,
    beforeWrite?: (sealed: Sealed) => void,
  ): Promise<Stored> {
    const session = this.#session;
    if (session === null) {
      const { undo, sealed } = await this.#inKeychain(() =>
        this.#keys.put(configurationId, key, beforeWrite),
      );
      return { sessionOnly: false, encryptedUnder: sealed.encryptedUnder, undo };
    }
    const heldBefore = session.held.has(configurationId);
    const { undo: putBack } = await session.keys.put(configurationId, key);
    this.#hold(session, configurationId, true);
    const undo = async () => {
      await putBack();
      this.#hold(session, configurationId, heldBefore);
    };
    return { sessionOnly: true, encryptedUnder: null, undo };
  }

  /**
   * The key: the one held for this session, or else the one in the keychain. Throws `key-absent` only when there
   * certainly is none, `key-needs-reentry` when there is one that does not open, or a `keychain-…` error.
   */
  async read(configurationId: string): Promise<string> {
    const session = this.#session;
    if (session?.held.has(configurationId)) return session.keys.open(configurationId);
    return this.#inKeychain(() => this.#keys.open(configurationId));
  }

  /**
   * Removes the key from the keychain and from memory; both, or neither.
   *
   * @param beforeWrite called just before the keychain is changed; when it throws, it is not
   */
  async remove(configurationId: string, beforeWrite?: () => void): Promise<Undo> {
    const putBack = await this.#inKeychain(() => this.#keys.delete(configurationId, beforeWrite));
    const holdAgain = await this.removeFromSession(configurationId);
    return async () => {
      await holdAgain();
      await putBack();
    };
  }

  /** Removes the key held for this session, if there is one, and leaves the keychain alone. */
  async removeFromSession(configurationId: string): Promise<Undo> {
    const session = this.#session;
    if (!session?.held.has(configurationId)) return async () => undefined;
    const putBack = await session.keys.delete(configurationId);
    this.#hold(session, configurationId, false);
    return async () => {
      await putBack();
      this.#hold(session, configurationId, true);
    };
  }

  /** What identifies the sealed key in the keychain; null when there certainly is none. Throws a `keychain-…` error. */
  digest(configurationId: string): Promise<string | null> {
    return this.#inKeychain(() => this.#keys.digest(configurationId));
  }

  /** Whether the environment supplies the encryption key. */
  get encryptionKeyFromEnvironment(): boolean {
    return this.#environmentKey !== undefined;
  }

  /**
   * What tells the encryption key now in force from others; null when there certainly is none. Throws
   * `encryption-key-malformed`, or a `keychain-…` error.
   */
  async encryptionKeyCheck(): Promise<string | null> {
    const read = () => this.#encryptionKey.read();
    const key = await (this.encryptionKeyFromEnvironment ? read() : this.#inKeychain(read));
    return key?.check ?? null;
  }

  /**
   * Puts a new encryption key in the place of the keychain's. What was sealed under the old one stays as it is, and
   * does not open any more. Throws `encryption-key-absent`, or a `keychain-…` error.
   *
   * @param beforeWrite given the new key's check, just before the keychain is changed; when it throws, it is not
   */
  replaceEncryptionKey(beforeWrite: (check: string) => void): Promise<Undo> {
    return this.#inKeychain(() => this.#keychainEncryptionKey.replace(beforeWrite));
  }

  /** Whatever is done with the keychain also tells how it answers. */
  async #inKeychain<T>(action: () => Promise<T>): Promise<T> {
    try {
      const result = await action();
      this.#learn('available');
      return result;
    } catch (error) {
      const state = stateOfError(error) ?? (isAboutKey(error) ? 'available' : null);
      if (state !== null) this.#learn(state);
      throw error;
    }
  }

  #hold(session: Session, configurationId: string, held: boolean): void {
    if (held) session.held.add(configurationId);
    else session.held.delete(configurationId);
    if (this.#keychainState !== null) this.#learn(this.#keychainState);
  }

  /** Takes note of how the keychain answers, and says so when the status is no longer what it was. */
  #learn(state: KeychainState): VaultStatus {
    const before = this.#keychainState;
    this.#keychainState = state;
    const status = this.#statusFor(state);
    const text = JSON.stringify(status);
    if (text !== this.#announced) {
      this.#announced = text;
      this.#onStatus(status);
    }
    if (state === 'available' && before !== 'available') this.#onAvailable();
    return status;
  }

  #statusFor(keychain: KeychainState): VaultStatus {
    const { mode } = this;
    const problem =
      this.#environmentKey === undefined ? null : environmentKeyProblem(this.#environmentKey);
    const words =
      mode === 'keychain' && keychain === 'available' && problem !== null
        ? problem
        : vaultWords(keychain, mode);
    return { keychain, mode, ...words, sessionKeys: this.#session?.held.size ?? 0 };
  }
}

/** An answer about the key itself, which only an open keychain can give. */
function isAboutKey(error: unknown): boolean {
  return (
    error instanceof AppError && (error.code === 'key-absent' || error.code === 'key-needs-reentry')
  );
}
