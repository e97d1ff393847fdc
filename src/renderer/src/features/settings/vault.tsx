import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { VaultStatus } from '#shared/domain/vault.ts';
import { useApp, useCan } from '../../stores/app.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { announceFailure } from '../../ui/notices.ts';
import { vaultWords } from '../keys/vault-words.ts';
import classes from './section.module.css';
import { Section } from './section.tsx';

/** Where keys go, whether they can go there now, and the switch to memory and back. */
export function Vault() {
  const vault = useApp((state) => state.vault);
  const [checking, setChecking] = useState(false);

  async function check() {
    setChecking(true);
    await useApp.getState().checkVault().catch(announceFailure);
    setChecking(false);
  }
  useEffect(() => {
    useApp.getState().checkVault().catch(announceFailure);
  }, []);

  return (
    <Section title="Vault">
      {vault === null ? (
        <p className={classes.muted}>Asking the keychain…</p>
      ) : (
        <State vault={vault} />
      )}
      <div className={classes.buttons}>
        <Button variant="default" loading={checking} onClick={check}>
          Check again
        </Button>
        {vault !== null && <ModeSwitch vault={vault} />}
      </div>
    </Section>
  );
}

function State({ vault }: { readonly vault: VaultStatus }) {
  const { icon: Icon, word, well } = vaultWords(vault);
  return (
    <>
      <p className={classes.state} data-attention={!well || undefined}>
        <Icon size={18} aria-hidden="true" />
        {word}
      </p>
      <p>{vault.message}</p>
      {vault.nextStep !== null && <p className={classes.muted}>{vault.nextStep}</p>}
      {vault.mode === 'session' && (
        <p className={classes.muted}>{heldWords(vault.sessionKeys)} in memory.</p>
      )}
    </>
  );
}

/** Into the session-only vault and out of it; either way something weakens or is lost, so either way it asks. */
function ModeSwitch({ vault }: { readonly vault: VaultStatus }) {
  const allowed = useCan('keys:manage');
  const [asking, setAsking] = useState(false);
  const { setVaultMode } = useApp.getState();
  const intoSession = vault.mode === 'keychain';
  const dialog = intoSession
    ? {
        title: 'Keep keys for this session only?',
        verb: 'Keep in memory',
        done: 'Keys are kept for this session only.',
      }
    : {
        title:
          vault.sessionKeys === 0
            ? 'Go back to the keychain?'
            : `Go back to the keychain and drop ${heldWords(vault.sessionKeys).replace(/ (is|are)$/, '')}?`,
        verb: 'Use the keychain',
        done: 'Keys go to the keychain again.',
      };
  return (
    <>
      <Button
        variant="default"
        disabled={!allowed}
        title={allowed ? undefined : 'This needs the permission keys:manage.'}
        onClick={() => setAsking(true)}
      >
        {intoSession ? 'Keep keys for this session only' : 'Use the keychain again'}
      </Button>
      <ConfirmDialog
        {...dialog}
        opened={asking}
        onClose={() => setAsking(false)}
        action={() => setVaultMode(intoSession ? 'session' : 'keychain')}
      >
        {intoSession
          ? 'Keys set from now on stay in memory and are gone when Keywell closes. Keys already in the keychain stay there, and are not used until you go back.'
          : 'Keys held in memory are forgotten at once and have to be set again. Those in the keychain are used again.'}
      </ConfirmDialog>
    </>
  );
}

function heldWords(keys: number): string {
  if (keys === 0) return 'No key is';
  return keys === 1 ? '1 key is' : `${keys.toLocaleString('en')} keys are`;
}
