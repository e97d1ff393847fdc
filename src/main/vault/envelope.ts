import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { AppError } from '#shared/errors.ts';

/**
 * A sealed key as text: `v1.<nonce>.<tag>.<ciphertext>`, each part base64url. The longest key makes about 1,410
 * characters, which a Windows credential (2,560 bytes) still holds.
 */
const envelopePattern = /^v1\.([\w-]{16})\.([\w-]{22})\.([\w-]+)$/;
const algorithm = 'aes-256-gcm';

/** Seals `key` for one configuration under a 32-byte encryption key, each time with a fresh 96-bit nonce. */
export function sealKey(key: string, encryptionKey: Buffer, configurationId: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv(algorithm, encryptionKey, nonce, { authTagLength: 16 });
  cipher.setAAD(associatedData(configurationId));
  const ciphertext = Buffer.concat([cipher.update(key, 'utf8'), cipher.final()]);
  const parts = [nonce, cipher.getAuthTag(), ciphertext].map((part) => part.toString('base64url'));
  return ['v1', ...parts].join('.');
}

/**
 * Opens what `sealKey` made. Throws `key-needs-reentry` when it does not open: another encryption key, another
 * configuration's envelope, or damaged text. Which of these it was cannot be told, and is not for a caller to know.
 */
export function openKey(envelope: string, encryptionKey: Buffer, configurationId: string): string {
  const [, nonce, tag, ciphertext] = envelopePattern.exec(envelope) ?? [];
  if (nonce === undefined || tag === undefined || ciphertext === undefined) throw needsReentry();
  try {
    const decipher = createDecipheriv(algorithm, encryptionKey, Buffer.from(nonce, 'base64url'), {
      authTagLength: 16,
    });
    decipher.setAAD(associatedData(configurationId));
    decipher.setAuthTag(Buffer.from(tag, 'base64url'));
    const opened = decipher.update(Buffer.from(ciphertext, 'base64url'));
    return Buffer.concat([opened, decipher.final()]).toString('utf8');
  } catch {
    throw needsReentry();
  }
}

/** Binds an envelope to its format and to its configuration: moved to another one, it does not open. */
function associatedData(configurationId: string): Buffer {
  return Buffer.from(`keywell:v1:${configurationId}`, 'utf8');
}

/** The sentence for a stored key that does not open. */
export function needsReentry(): AppError {
  return new AppError(
    'key-needs-reentry',
    'The stored key cannot be opened with the encryption key now in use. Replace it by entering the key again, or bring back the encryption key it was stored under.',
  );
}
