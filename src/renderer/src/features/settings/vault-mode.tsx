import { IconShieldLock } from '@tabler/icons-react';
import { useState } from 'react';
import type { VaultStatus } from '#shared/domain/vault.ts';
import { useApp } from '../../stores/app.ts';
import { usePolicy } from '../../stores/policy.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { PermittedButton } from '../../ui/permitted-button.tsx';
import { sessionForbidden } from '../keys/vault-words.ts';
import classes from './section.module.css';

/** Into the session-only vault and out of it; either way something weakens or is lost, so either way it asks. */
export function VaultMode({ vault }: { readonly vault: VaultStatus }) {
  const forbidden = usePolicy(({ policy }) => policy?.sessionVaultForbidden ?? false);
  const [asking, setAsking] = useState(false);
  const { setVaultMode } = useApp.getState();
  const intoSession = vault.mode === 'keychain';
  if (intoSession && forbidden) {
    return (
      <p className={classes.fixed}>
        <IconShieldLock size={16} aria-hidden="true" />
        {sessionForbidden}
      </p>
    );
  }
  return (
    <>
      <PermittedButton needs="keys:manage" variant="default" onClick={() => setAsking(true)}>
        {intoSession ? 'Keep keys for this session only' : 'Use the keychain again'}
      </PermittedButton>
      <ConfirmDialog
        {...(intoSession ? intoMemory : outOfMemory(vault.sessionKeys))}
        opened={asking}
        onClose={() => setAsking(false)}
        action={() => setVaultMode(intoSession ? 'session' : 'keychain')}
      />
    </>
  );
}

const intoMemory = {
  title: 'Keep keys for this session only?',
  verb: 'Keep in memory',
  done: 'Keys are kept for this session only.',
  children:
    'Keys set from now on stay in memory and are gone when Keywell closes. Keys already in the keychain stay there, and are not used until you go back.',
};

function outOfMemory(held: number) {
  const what = held === 1 ? '1 key' : `${held.toLocaleString('en')} keys`;
  return {
    title: held === 0 ? 'Go back to the keychain?' : `Go back to the keychain and drop ${what}?`,
    verb: 'Use the keychain',
    done: 'Keys go to the keychain again.',
    children:
      'Keys held in memory are forgotten at once and have to be set again. Those in the keychain are used again.',
  };
}
