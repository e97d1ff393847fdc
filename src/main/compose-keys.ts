import type { AuditLog } from './audit/audit-log.ts';
import type { EventSink } from './events.ts';
import type { InBackground } from './logging/in-background.ts';
import type { Machine } from './machine.ts';
import type { ModelLists } from './providers/model-lists.ts';
import { Catalogue } from './registry/catalogue.ts';
import type { Registry } from './registry/registry.ts';
import { Encryption } from './vault/encryption.ts';
import type { NoteKeyFact } from './vault/key-facts.ts';
import { Keys } from './vault/keys.ts';
import { Vault } from './vault/vault.ts';

interface KeyParts {
  readonly machine: Machine;
  /** `KEYWELL_ENCRYPTION_KEY`, where the environment supplies one. */
  readonly environmentKey: string | undefined;
  readonly registry: Registry;
  readonly auditLog: AuditLog;
  readonly modelLists: ModelLists;
  readonly events: EventSink;
  readonly inBackground: InBackground;
}

/** Keys, what they are sealed under, and the registry as it is shown together with them. */
export function composeKeys({
  machine,
  environmentKey,
  registry,
  auditLog,
  modelLists,
  events,
  inBackground,
}: KeyParts) {
  const note: NoteKeyFact = ({ configurationId, ...fact }) =>
    auditLog.note({ ...fact, target: targetOf(configurationId) });
  const vault = new Vault({
    keychain: machine.keychain,
    workspaceId: registry.fingerprintSalt,
    environmentKey,
    onStatus(status) {
      events.broadcast('vault.changed', status);
      const ids = keys.vaultChanged();
      if (ids.length > 0) events.broadcast('configurations.changed', catalogue.change(ids));
    },
    onAvailable: () => inBackground('Stored keys could not be checked.', () => encryption.review()),
    onEncryptionKeyMade: () =>
      inBackground('A new encryption key could not be put on record.', () => encryption.made()),
  });
  const keys = new Keys({
    records: registry,
    vault,
    verify: (configuration, key) => modelLists.verify(configuration, key),
    now: machine.now,
    onChange: (id) => events.broadcast('configurations.changed', catalogue.change([id])),
    note,
  });
  const encryption = new Encryption({ records: registry, vault, keys, note });
  const catalogue = new Catalogue({ registry, keyView: (one) => keys.view(one) });
  registry.onChange(({ upserted, removed }) =>
    events.broadcast('configurations.changed', catalogue.change(upserted, removed)),
  );

  /** The configuration a key belongs to, which may be gone. */
  function targetOf(id: string | null) {
    if (id === null) return null;
    return { id, name: registry.list().find((one) => one.id === id)?.name ?? '' };
  }

  return { vault, keys, encryption, catalogue };
}
