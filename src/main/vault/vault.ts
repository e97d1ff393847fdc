import type { KeychainState, VaultMode, VaultStatus } from '#shared/domain/vault.ts';
import { AppError } from '#shared/errors.ts';
import {
  type EncryptionKey,
  environmentEncryptionKey,
  environmentKeyProblem,
  keychainEncryptionKey,
  sessionEncryptionKey,
} from './encryption-key.ts';
import type { Keychain } from './keychain.ts';
import { createMemoryKeychain } from './memory-keychain.ts';
import { SealedKeys, type Undo } from './sealed-keys.ts';
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
}

/** What a stored key can be taken back with, should its record not be written. */
export interface Stored {
  /** True when the key went to memory, and is gone when Keywell closes. */
  readonly sessionOnly: boolean;
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
    const encryptionKey: EncryptionKey =
      environmentKey === undefined
        ? keychainEncryptionKey(keychain, workspaceId)
        : environmentEncryptionKey(environmentKey);
    this.#keys = new SealedKeys(keychain, encryptionKey);
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

  /** Seals the key at once and puts it where keys go now. Throws a `keychain-…` error, and then nothing has changed. */
  async store(configurationId: string, key: string): Promise<Stored> {
    const session = this.#session;
    if (session === null) {
      const undo = await this.#inKeychain(() => this.#keys.put(configurationId, key));
      return { sessionOnly: false, undo };
    }
    const heldBefore = session.held.has(configurationId);
    const putBack = await session.keys.put(configurationId, key);
    this.#hold(session, configurationId, true);
    const undo = async () => {
      await putBack();
      this.#hold(session, configurationId, heldBefore);
    };
    return { sessionOnly: true, undo };
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

  /** Removes the key from the keychain and from memory; both, or neither. */
  async remove(configurationId: string): Promise<Undo> {
    const putBack = await this.#inKeychain(() => this.#keys.delete(configurationId));
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
    this.#keychainState = state;
    const status = this.#statusFor(state);
    const text = JSON.stringify(status);
    if (text !== this.#announced) {
      this.#announced = text;
      this.#onStatus(status);
    }
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
