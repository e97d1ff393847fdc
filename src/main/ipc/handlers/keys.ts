import type { Handlers } from '#shared/ipc/routes.ts';
import type { Policy } from '../../access/policy.ts';
import type { Catalogue } from '../../registry/catalogue.ts';
import type { Keys } from '../../vault/keys.ts';
import type { Vault } from '../../vault/vault.ts';

interface KeyDependencies {
  readonly keys: Keys;
  readonly vault: Vault;
  readonly catalogue: Catalogue;
  readonly policy: Policy;
}

export function keyHandlers({
  keys,
  vault,
  catalogue,
  policy,
}: KeyDependencies): Pick<
  Handlers,
  | 'keys.set'
  | 'keys.replace'
  | 'keys.remove'
  | 'keys.approve'
  | 'keys.verify'
  | 'vault.status'
  | 'vault.setMode'
> {
  return {
    'keys.set': async ({ configurationId, key }, { actor }) => {
      await keys.set(configurationId, key, actor.name);
      return catalogue.view(configurationId);
    },
    'keys.replace': async ({ configurationId, key }, { actor }) => {
      await keys.replace(configurationId, key, actor.name);
      return catalogue.view(configurationId);
    },
    'keys.remove': async ({ configurationId }) => {
      await keys.remove(configurationId);
      return catalogue.view(configurationId);
    },
    'keys.approve': async ({ configurationId, fingerprint }, { actor }) => {
      await keys.approve(configurationId, fingerprint, actor.name);
      return catalogue.view(configurationId);
    },
    'keys.verify': ({ configurationId, key }) => keys.verify(configurationId, key),
    'vault.status': () => vault.status(),
    'vault.setMode': ({ mode }) => {
      if (mode === 'session') policy.checkSessionVault();
      return keys.setVaultMode(mode);
    },
  };
}
