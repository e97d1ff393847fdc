import { createHash, createHmac, randomBytes } from 'node:crypto';
import { AppError } from '#shared/errors.ts';
import { find } from './find.ts';
import type { Keychain } from './keychain.ts';
import type { Undo } from './sealed-keys.ts';
import type { Words } from './sentences.ts';
import { Serial } from './serial.ts';

/** An encryption key, and what tells it from others and may be kept anywhere: 32 bits of an HMAC under it. */
export interface EncryptionKey {
  readonly bytes: Buffer;
  readonly check: string;
}

/** Where the encryption key is. It is read anew for every use, so that a change of it is never missed. */
export interface EncryptionKeySource {
  /** Null when there is none yet, or none any more. */
  read(): Promise<EncryptionKey | null>;
  /** The same, made at first use. */
  readOrMake(): Promise<EncryptionKey>;
}

/** 32 random bytes in the keychain, in an entry of this workspace's own. */
export class KeychainEncryptionKey implements EncryptionKeySource {
  readonly #keychain: Keychain;
  readonly #workspaceId: string;
  readonly #account: string;
  readonly #onMade: () => void;
  readonly #serial = new Serial();

  /** @param onMade called after the first one was made */
  constructor(keychain: Keychain, workspaceId: string, onMade: () => void) {
    this.#keychain = keychain;
    this.#workspaceId = workspaceId;
    this.#account = encryptionKeyAccount(workspaceId);
    this.#onMade = onMade;
  }

  async read(): Promise<EncryptionKey | null> {
    const text = await find(this.#keychain, this.#account);
    return text === null ? null : withCheck(parseStored(text), this.#workspaceId);
  }

  readOrMake(): Promise<EncryptionKey> {
    // One at a time: of two keys made side by side one would be lost, and what was sealed under it.
    return this.#serial.run(this.#account, async () => {
      const existing = await this.read();
      if (existing !== null) return existing;
      const made = randomBytes(32);
      await this.#keychain.set(this.#account, storedText(made));
      this.#onMade();
      return withCheck(made, this.#workspaceId);
    });
  }

  /**
   * Makes another key and puts it in the place of the one there is, in one write. Throws `encryption-key-absent` when
   * there is none, or a `keychain-…` error.
   *
   * @param beforeWrite given the new key's check; when it throws, nothing is written
   */
  replace(beforeWrite: (check: string) => void): Promise<Undo> {
    return this.#serial.run(this.#account, async () => {
      const before = await find(this.#keychain, this.#account);
      if (before === null) throw noEncryptionKey();
      const made = randomBytes(32);
      beforeWrite(withCheck(made, this.#workspaceId).check);
      await this.#keychain.set(this.#account, storedText(made));
      return () => this.#keychain.set(this.#account, before);
    });
  }
}

/** Supplied by `KEYWELL_ENCRYPTION_KEY`. A malformed value fails every use of it; nothing takes its place. */
export function environmentEncryptionKey(text: string, workspaceId: string): EncryptionKeySource {
  const read = async () => withCheck(parseEnvironmentKey(text), workspaceId);
  return { read, readOrMake: read };
}

/** Random, and gone with the process: what is sealed in memory for one session. */
export function sessionEncryptionKey(): EncryptionKeySource {
  const key = withCheck(randomBytes(32), 'session');
  return { read: async () => key, readOrMake: async () => key };
}

/** Why `text` cannot be the environment's encryption key, and what to do; null if it can. */
export function environmentKeyProblem(text: string): Words | null {
  return decodeEnvironmentKey(text) === null ? malformed : null;
}

/** The workspace is part of it, so that one key from the environment is not seen to serve two workspaces. */
function withCheck(bytes: Buffer, workspaceId: string): EncryptionKey {
  const hmac = createHmac('sha256', bytes).update(`keywell:encryption-key-check:${workspaceId}`);
  return { bytes, check: hmac.digest('hex').slice(0, 8) };
}

/** Two workspaces of one person share a keychain, so the account's name holds a digest of the workspace's id. */
function encryptionKeyAccount(workspaceId: string): string {
  return `encryption-key:${createHash('sha256').update(workspaceId).digest('hex').slice(0, 12)}`;
}

const malformed: Words = {
  message: 'KEYWELL_ENCRYPTION_KEY is set, but is not 32 bytes in base64 or hex.',
  nextStep: 'Correct or remove the variable, then start Keywell again.',
};

function parseEnvironmentKey(text: string): Buffer {
  const key = decodeEnvironmentKey(text);
  if (key !== null) return key;
  throw new AppError('encryption-key-malformed', `${malformed.message} ${malformed.nextStep}`);
}

function decodeEnvironmentKey(text: string): Buffer | null {
  const trimmed = text.trim();
  if (/^[0-9a-f]{64}$/i.test(trimmed)) return Buffer.from(trimmed, 'hex');
  // 32 bytes are 43 characters of base64, of either alphabet, with or without padding.
  return /^[\w+/-]{43}=?$/.test(trimmed) ? Buffer.from(trimmed, 'base64') : null;
}

function storedText(key: Buffer): string {
  return `v1.${key.toString('base64url')}`;
}

function parseStored(text: string): Buffer {
  const [, encoded] = /^v1\.([\w-]{43})$/.exec(text) ?? [];
  if (encoded !== undefined) return Buffer.from(encoded, 'base64url');
  throw new AppError(
    'encryption-key-malformed',
    'The encryption key in the keychain is not one this version of Keywell can read. Start the newest version, or delete the encryption-key entry of Keywell from the keychain and enter the keys again.',
  );
}

function noEncryptionKey(): AppError {
  return new AppError(
    'encryption-key-absent',
    'There is no encryption key to rotate. One is made when the first key is stored.',
  );
}
