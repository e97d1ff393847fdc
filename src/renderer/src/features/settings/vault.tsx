import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { VaultStatus } from '#shared/domain/vault.ts';
import { useApp } from '../../stores/app.ts';
import { announceFailure } from '../../ui/notices.ts';
import { vaultWords } from '../keys/vault-words.ts';
import { EncryptionKey } from './encryption-key.tsx';
import classes from './section.module.css';
import { Section } from './section.tsx';
import { VaultMode } from './vault-mode.tsx';

/** Where keys go, whether they can go there now, and under which key they are encrypted there. */
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
        {vault !== null && <VaultMode vault={vault} />}
      </div>
      <EncryptionKey />
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

function heldWords(keys: number): string {
  if (keys === 0) return 'No key is';
  return keys === 1 ? '1 key is' : `${keys.toLocaleString('en')} keys are`;
}
