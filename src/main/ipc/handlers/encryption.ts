import { rotateConfirmation } from '#shared/domain/rules/encryption-rules.ts';
import { AppError } from '#shared/errors.ts';
import type { Handlers } from '#shared/ipc/routes.ts';
import type { Encryption } from '../../vault/encryption.ts';

export function encryptionHandlers({
  encryption,
}: {
  readonly encryption: Encryption;
}): Pick<Handlers, 'encryption.status' | 'encryption.rotate'> {
  return {
    'encryption.status': () => encryption.status(),
    'encryption.rotate': async ({ confirmation }) => {
      if (confirmation.trim() !== rotateConfirmation) {
        const sentence = `Type "${rotateConfirmation}" to confirm that every stored key has to be entered again.`;
        throw new AppError('invalid-input', sentence, { fields: { confirmation: sentence } });
      }
      await encryption.rotate();
      return encryption.status();
    },
  };
}
