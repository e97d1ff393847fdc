import type { Configuration } from '#shared/domain/configuration.ts';
import { configurationFields } from '../../registry/testing/configuration-fields.ts';
import { testRegistry } from '../../registry/testing/test-registry.ts';
import type { RegistryStorage } from '../../storage/registry-document.ts';
import { Encryption } from '../encryption.ts';
import type { KeyFact } from '../key-facts.ts';
import type { Keychain } from '../keychain.ts';
import { Keys } from '../keys.ts';
import { Vault } from '../vault.ts';

interface Stores {
  readonly storage: RegistryStorage;
  readonly keychain: Keychain;
  readonly environmentKey?: string;
}

/** Registry, vault and keys as they are composed, over what outlives a start of Keywell. */
export function openKeyServices({ storage, keychain, environmentKey }: Stores) {
  const noted: KeyFact[] = [];
  const note = async (fact: KeyFact) => {
    noted.push(fact);
  };
  const registry = testRegistry(storage);
  const vault = new Vault({
    keychain,
    workspaceId: registry.fingerprintSalt,
    environmentKey,
    onStatus: () => keys.vaultChanged(),
  });
  const keys: Keys = new Keys({
    records: registry,
    vault,
    verify: async () => 1,
    now: () => new Date(0),
    onChange: () => undefined,
    note,
  });
  const encryption = new Encryption({ records: registry, vault, keys, note });
  const add = (name = 'A configuration'): Configuration =>
    registry.create(
      configurationFields({
        name,
        provider: 'custom',
        baseUrl: 'http://127.0.0.1:9/v1',
        authentication: 'key',
      }),
    );
  return { registry, vault, keys, encryption, noted, add };
}

export type KeyServices = ReturnType<typeof openKeyServices>;
