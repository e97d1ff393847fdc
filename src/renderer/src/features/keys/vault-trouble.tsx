import { Button } from '@mantine/core';
import { useState } from 'react';
import type { VaultStatus } from '#shared/domain/vault.ts';
import { sentenceOf } from '../../api/client.ts';
import { useApp } from '../../stores/app.ts';
import { usePolicy } from '../../stores/policy.ts';
import { PermittedButton } from '../../ui/permitted-button.tsx';
import classes from './key-dialog.module.css';
import { sessionForbidden, vaultWords } from './vault-words.ts';

/** What the key dialog shows while no key can be stored: why, what to do, and the weaker way, to be chosen. */
export function VaultTrouble({ vault }: { readonly vault: VaultStatus }) {
  const { checkVault, setVaultMode } = useApp.getState();
  const forbidden = usePolicy(({ policy }) => policy?.sessionVaultForbidden ?? false);
  const [failure, setFailure] = useState<string | null>(null);
  const { icon: Icon, word } = vaultWords(vault);

  function attempt(action: () => Promise<void>) {
    setFailure(null);
    action().catch((error: unknown) => setFailure(sentenceOf(error)));
  }

  return (
    <>
      <div role="alert" className={classes.warning}>
        <p className={classes.heading}>
          <Icon size={18} aria-hidden="true" />
          {word}
        </p>
        <p>{vault.message}</p>
        {vault.nextStep !== null && <p>{vault.nextStep}</p>}
        {failure !== null && <p>{failure}</p>}
      </div>
      <div className={classes.choice}>
        <p>
          {forbidden
            ? sessionForbidden
            : "Kept for this session only, keys stay in Keywell's memory: nothing is written anywhere, and every key is gone when Keywell closes."}
        </p>
        <div className={classes.foot}>
          {!forbidden && (
            <PermittedButton
              needs="keys:manage"
              variant="default"
              onClick={() => attempt(() => setVaultMode('session'))}
            >
              Keep keys for this session only
            </PermittedButton>
          )}
          <Button data-autofocus onClick={() => attempt(checkVault)}>
            Check again
          </Button>
        </div>
      </div>
    </>
  );
}
