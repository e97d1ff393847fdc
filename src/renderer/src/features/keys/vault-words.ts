import {
  IconAlertTriangle,
  IconClock,
  type IconProps,
  IconShieldCheck,
  IconShieldLock,
  IconShieldOff,
  IconShieldX,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { VaultStatus } from '#shared/domain/vault.ts';

interface VaultWords {
  readonly icon: ComponentType<IconProps>;
  /** The state in two or three words; main's `message` says it in a sentence. */
  readonly word: string;
  /** Whether keys are as safe as they are meant to be. */
  readonly well: boolean;
}

/** The state of the vault, for a person to see at a glance. */
export function vaultWords(vault: VaultStatus): VaultWords {
  if (vault.mode === 'session') return { icon: IconClock, word: 'Session only', well: false };
  switch (vault.keychain) {
    case 'available':
      return { icon: IconShieldCheck, word: 'Keychain ready', well: true };
    case 'locked':
      return { icon: IconShieldLock, word: 'Keychain locked', well: false };
    case 'no-secret-service':
      return { icon: IconShieldOff, word: 'No secret service', well: false };
    case 'access-denied':
      return { icon: IconShieldX, word: 'Access denied', well: false };
    case 'not-supported':
      return { icon: IconAlertTriangle, word: 'No keychain', well: false };
  }
}

/** Whether a key can be stored now, wherever keys go. */
export function canStoreKeys(vault: VaultStatus): boolean {
  return vault.mode === 'session' || vault.keychain === 'available';
}

/** Where the machine's policy says so. */
export const sessionForbidden =
  'The policy of this machine forbids keeping keys for this session only.';
