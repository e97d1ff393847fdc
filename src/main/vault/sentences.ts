import type { KeychainState, VaultMode } from '#shared/domain/vault.ts';
import { AppError, type KnownErrorCode } from '#shared/errors.ts';

/** What a state of the vault means, and what to do about it. */
export interface Words {
  readonly message: string;
  readonly nextStep: string | null;
}

type Unavailable = Exclude<KeychainState, 'available'>;

const meaning: Readonly<Record<KeychainState, string>> = {
  available: 'Keys are encrypted and kept in the keychain of this computer.',
  locked: 'The keychain is locked, or is waiting for you to unlock it.',
  'no-secret-service': 'No keychain service answers in this desktop session.',
  'access-denied': 'The keychain refused Keywell access.',
  'not-supported': 'The part of Keywell that talks to the keychain could not be loaded.',
};

const codes: Readonly<Record<Unavailable, KnownErrorCode>> = {
  locked: 'keychain-locked',
  'no-secret-service': 'keychain-no-service',
  'access-denied': 'keychain-access-denied',
  'not-supported': 'keychain-not-supported',
};

/** The sentences for how the keychain answers, where keys go now, and the system this is (Node's `process.platform`). */
export function vaultWords(
  state: KeychainState,
  mode: VaultMode,
  platform: NodeJS.Platform = process.platform,
): Words {
  const nextStep = state === 'available' ? null : remedy(state, platform);
  if (mode === 'keychain') return { message: meaning[state], nextStep };
  return {
    message: 'New keys are kept in memory for this session only, and are gone when Keywell closes.',
    nextStep: nextStep ?? 'The keychain is available again: go back to it to keep keys for good.',
  };
}

/** The same words as an error, for what could not be done because of that state. */
export function keychainError(
  state: Unavailable,
  platform: NodeJS.Platform = process.platform,
): AppError {
  return new AppError(codes[state], `${meaning[state]} ${remedy(state, platform)}`);
}

/** The state that such an error stands for; null for any other. */
export function stateOfError(error: unknown): Unavailable | null {
  if (!(error instanceof AppError)) return null;
  for (const state of ['locked', 'no-secret-service', 'access-denied', 'not-supported'] as const) {
    if (codes[state] === error.code) return state;
  }
  return null;
}

function remedy(state: Unavailable, platform: NodeJS.Platform): string {
  const sessionOnly = 'Or keep keys for this session only.';
  switch (state) {
    case 'locked':
      if (platform === 'darwin') {
        return 'Unlock the login keychain in Keychain Access, then try again.';
      }
      if (platform === 'win32') return 'Sign in to Windows again, then try again.';
      return 'Unlock your login keyring, or create one if you have none, for example in Passwords and Keys, then try again.';
    case 'no-secret-service':
      if (platform === 'linux') {
        return `Start a secret service such as gnome-keyring or KWallet in this session, then try again. ${sessionOnly}`;
      }
      return `Sign in to a desktop session, then try again. ${sessionOnly}`;
    case 'access-denied':
      if (platform === 'darwin') {
        return `Allow Keywell to use its entries in Keychain Access, then try again. ${sessionOnly}`;
      }
      if (platform === 'win32') {
        return `Ask whoever manages this computer to allow stored credentials, then try again. ${sessionOnly}`;
      }
      return `Allow Keywell to use the keyring, then try again. ${sessionOnly}`;
    case 'not-supported':
      if (platform === 'linux') {
        return `Install libsecret and set Keywell up again. ${sessionOnly}`;
      }
      return `Set Keywell up again. ${sessionOnly}`;
  }
}
