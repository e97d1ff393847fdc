import { createHash, randomBytes } from 'node:crypto';
import { AppError } from '#shared/errors.ts';
import { find } from './find.ts';
import type { Keychain } from './keychain.ts';
import type { Words } from './sentences.ts';
import { Serial } from './serial.ts';

/** The key under which provider keys are sealed. Read anew for every use, so that a change of it is never missed. */
export interface EncryptionKey {
  /** Null when there is none yet, or none any more. */
  read(): Promise<Buffer | null>;
  /** The same, made at first use. */
  readOrMake(): Promise<Buffer>;
}

/** 32 random bytes in the keychain, in an entry of this workspace's own. */
export function keychainEncryptionKey(keychain: Keychain, workspaceId: string): EncryptionKey {
  const account = encryptionKeyAccount(workspaceId);
  const serial = new Serial();
  const read = async () => {
    const text = await find(keychain, account);
    return text === null ? null : parseStored(text);
  };
  return {
    read,
    // One at a time: of two keys made side by side one would be lost, and what was sealed under it.
    readOrMake: () =>
      serial.run(account, async () => {
        const existing = await read();
        if (existing !== null) return existing;
        const made = randomBytes(32);
        await keychain.set(account, `v1.${made.toString('base64url')}`);
        return made;
      }),
  };
}

/** Supplied by `KEYWELL_ENCRYPTION_KEY`. A malformed value fails every use of it; nothing takes its place. */
export function environmentEncryptionKey(text: string): EncryptionKey {
  return {
    read: async () => parseEnvironmentKey(text),
    readOrMake: async () => parseEnvironmentKey(text),
  };
}

/** Random, and gone with the process: what is sealed in memory for one session. */
export function sessionEncryptionKey(): EncryptionKey {
  const key = randomBytes(32);
  return { read: async () => key, readOrMake: async () => key };
}

/** Why `text` cannot be the environment's encryption key, and what to do; null if it can. */
export function environmentKeyProblem(text: string): Words | null {
  return decodeEnvironmentKey(text) === null ? malformed : null;
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

function parseStored(text: string): Buffer {
  const [, encoded] = /^v1\.([\w-]{43})$/.exec(text) ?? [];
  if (encoded !== undefined) return Buffer.from(encoded, 'base64url');
  throw new AppError(
    'encryption-key-malformed',
    'The encryption key in the keychain is not one this version of Keywell can read. Start the newest version, or delete the encryption-key entry of Keywell from the keychain and enter the keys again.',
  );
}
