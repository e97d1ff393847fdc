import type {
  Configuration,
  ConfigurationFields,
  ConfigurationsChange,
} from '#shared/domain/configuration.ts';
import type { Member, Role } from '#shared/domain/member.ts';
import type { InputOf, OutputOf, Route } from '#shared/ipc/routes.ts';
import type { Members } from '../access/members.ts';
import type { AuditTarget, Fact, Statement } from '../audit/statement.ts';
import type { Registry } from '../registry/registry.ts';
import type { Keys } from '../vault/keys.ts';
import { changedFields } from './changed-fields.ts';

/** Where the names of what is acted upon are looked up. */
export interface Subjects {
  readonly registry: Pick<Registry, 'get' | 'list' | 'effectiveDefault'>;
  readonly members: Pick<Members, 'get'>;
  readonly keys: Pick<Keys, 'view'>;
}

/** Why a request is not put on record as such. */
type OffTheRecord =
  | 'it only reads'
  | 'it only changes appearance'
  | 'it concerns the desktop alone'
  | 'it concerns the actor’s own texts'
  | 'it changes what a model server holds'
  | 'it is in the usage ledger'
  | 'it records its parts';

/**
 * What a request puts on record. Called with the parsed input before the handler: `not-found` may be thrown. Nothing
 * of the input goes into a statement unless main has checked it before: a key may have been pasted into any field.
 */
type StatementOf<R extends Route> =
  | OffTheRecord
  | ((input: InputOf<R>, subjects: Subjects) => Statement<OutputOf<R>>);

/** One line a route: a route without one does not compile. */
export const statements: { readonly [R in Route]: StatementOf<R> } = {
  'app.info': 'it only reads',
  'settings.get': 'it only reads',
  'settings.update': 'it only changes appearance',
  'shortcut.status': 'it only reads',
  'shortcut.set': 'it concerns the desktop alone',
  'logs.openFolder': 'it only reads',
  'diagnostics.report': 'it only reads',
  'recovery.restore': 'it records its parts',
  'recovery.startEmpty': 'it records its parts',
  'recovery.retry': 'it only reads',

  'configurations.list': 'it only reads',
  'configurations.create': () => ({
    action: 'configuration.created',
    done: (created) => ({ target: named(created) }),
  }),
  'configurations.update': ({ id }, { registry }) => {
    const before = registry.get(id);
    return {
      action: 'configuration.updated',
      target: named(before),
      done: (after) => ({ target: named(after), detail: changes(before, after) }),
    };
  },
  'configurations.duplicate': ({ id }, { registry }) => ({
    action: 'configuration.created',
    detail: `A copy of "${registry.get(id).name}".`,
    done: (created) => ({ target: named(created) }),
  }),
  'configurations.delete': ({ id }, { registry, keys }) => {
    const configuration = registry.get(id);
    const target = named(configuration);
    const hadKey = keys.view(configuration).hint !== null;
    const wasDefault = markedDefault(registry)?.id === id;
    const also: Fact[] = [
      ...(hadKey ? [{ action: 'key.removed', target } as const] : []),
      ...(wasDefault ? [{ action: 'default.cleared', target } as const] : []),
    ];
    return { action: 'configuration.deleted', target, done: () => ({ also }) };
  },
  'configurations.setDefault': ({ id }, { registry }) => {
    const before = markedDefault(registry);
    return id === null
      ? { action: 'default.cleared', target: before }
      : {
          action: 'default.set',
          target: named(registry.get(id)),
          detail: before === null ? 'There was none before.' : `Before, it was "${before.name}".`,
        };
  },

  'keys.set': (input, subjects) => ({ action: 'key.set', target: ofKey(input, subjects) }),
  'keys.replace': (input, subjects) => ({ action: 'key.replaced', target: ofKey(input, subjects) }),
  'keys.remove': (input, subjects) => ({ action: 'key.removed', target: ofKey(input, subjects) }),
  'keys.approve': (input, subjects) => ({ action: 'key.approved', target: ofKey(input, subjects) }),
  'keys.verify': (input, subjects) => ({
    action: 'key.verified',
    failedAs: 'key.verification-failed',
    target: ofKey(input, subjects),
    detail: input.key === undefined ? 'The stored key.' : 'A key that is not stored.',
  }),

  'vault.status': 'it only reads',
  'vault.setMode': ({ mode }, { registry, keys }) => {
    const inMemory = registry.list().filter((one) => keys.view(one).sessionOnly);
    return mode === 'session'
      ? { action: 'vault.mode-changed', detail: 'Keys are kept in memory for this session only.' }
      : {
          action: 'vault.mode-changed',
          detail: 'Keys are kept in the keychain.',
          done: () => ({ also: inMemory.map(droppedFromMemory) }),
        };
  },
  'encryption.status': 'it only reads',
  'encryption.rotate': () => ({
    action: 'encryption-key.rotated',
    done: ({ needsReentry }) => ({ detail: `Keys that need re-entry: ${needsReentry.length}.` }),
  }),

  'generation.start': 'it is in the usage ledger',
  'generation.cancel': 'it is in the usage ledger',
  'drafts.keep': 'it concerns the actor’s own texts',
  'drafts.last': 'it only reads',
  'connection.test': 'it only reads',
  'connection.cancel': 'it only reads',
  'models.list': 'it only reads',
  'models.discoverOllama': 'it only reads',
  'localModels.servers': 'it only reads',
  'localModels.status': 'it only reads',
  'localModels.list': 'it only reads',
  'localModels.show': 'it only reads',
  'localModels.delete': 'it changes what a model server holds',
  'localModels.copy': 'it changes what a model server holds',
  'localModels.running': 'it only reads',
  'localModels.load': 'it changes what a model server holds',
  'localModels.unload': 'it changes what a model server holds',
  'localModels.pull': 'it changes what a model server holds',
  'localModels.pulls': 'it only reads',
  'localModels.cancelPull': 'it changes what a model server holds',
  'localModels.resumePull': 'it changes what a model server holds',
  'localModels.dismissPull': 'it changes what a model server holds',
  'localModels.watch': 'it only reads',
  'localModels.unwatch': 'it only reads',
  'comparisons.start': 'it is in the usage ledger',
  'comparisons.cancel': 'it is in the usage ledger',
  'comparisons.resume': 'it is in the usage ledger',
  'comparisons.retry': 'it is in the usage ledger',
  'comparisons.rerun': 'it is in the usage ledger',
  'comparisons.vote': 'it concerns the actor’s own texts',
  'comparisons.list': 'it only reads',
  'comparisons.get': 'it only reads',
  'comparisons.rename': 'it concerns the actor’s own texts',
  'comparisons.delete': 'it concerns the actor’s own texts',
  'comparisons.export': 'it only reads',
  'comparisons.readPrompts': 'it only reads',
  'history.list': 'it only reads',
  'history.open': 'it only reads',
  'history.delete': 'it concerns the actor’s own texts',
  'history.deleteAll': 'it concerns the actor’s own texts',
  'history.setKept': 'it concerns the actor’s own texts',
  'usage.totals': 'it only reads',
  'usage.list': 'it only reads',
  'usage.export': 'it only reads',
  'workflows.draft': 'it is in the usage ledger',
  'workflows.revise': 'it is in the usage ledger',
  'workflows.cancel': 'it is in the usage ledger',
  'workflows.list': 'it only reads',
  'workflows.get': 'it only reads',
  'workflows.getRevision': 'it only reads',
  'workflows.save': 'it concerns the actor’s own texts',
  'workflows.rename': 'it concerns the actor’s own texts',
  'workflows.delete': 'it concerns the actor’s own texts',
  'workflows.export': 'it only reads',
  'workflows.import': 'it only reads',
  'demo.start': 'it records its parts',
  'demo.end': 'it records its parts',

  'members.list': 'it only reads',
  'members.add': ({ roles, passcode }) => ({
    action: 'member.added',
    detail: `${rolesIn(roles)} ${passcode === null ? 'Without a passcode.' : 'With a passcode.'}`,
    done: (added) => ({ target: named(added) }),
  }),
  'members.update': ({ id }, { members }) => {
    const before = members.get(id);
    return {
      action: 'member.updated',
      target: named(before),
      done: (after) => ({ target: named(after), detail: changesOfMember(before, after) }),
    };
  },
  'members.setPasscode': ({ id, passcode }, { members }) => ({
    action: 'member.passcode-changed',
    target: named(members.get(id)),
    detail: passcode === null ? 'It was taken away.' : 'A passcode was set.',
  }),
  'members.remove': ({ id }, { members }) => {
    const member = members.get(id);
    return { action: 'member.removed', target: named(member), detail: rolesIn(member.roles) };
  },
  'members.actAs': ({ id }, { members }) => ({
    action: 'member.acting',
    failedAs: 'member.acting-refused',
    target: named(members.get(id)),
  }),
  'policy.get': 'it only reads',

  'audit.list': 'it only reads',
  'audit.verify': 'it only reads',
  'audit.export': ({ format }) => ({
    action: 'log.exported',
    detail: `As ${format.toUpperCase()}.`,
  }),

  'workspace.export': (_input, { registry }) => ({
    action: 'configurations.exported',
    detail: `Configurations: ${registry.list().length}.`,
  }),
  'workspace.previewImport': 'it only reads',
  'workspace.import': (_input, { registry }) => {
    const before = registry.list();
    return {
      action: 'configurations.imported',
      done: (change) => imported(before, change),
    };
  },
};

function named({ id, name }: AuditTarget): AuditTarget {
  return { id, name };
}

function ofKey(
  { configurationId }: { readonly configurationId: string },
  { registry }: Subjects,
): AuditTarget {
  return named(registry.get(configurationId));
}

function markedDefault(registry: Subjects['registry']): AuditTarget | null {
  const current = registry.effectiveDefault();
  return current?.reason === 'marked' ? named(registry.get(current.id)) : null;
}

function changes(before: ConfigurationFields, after: ConfigurationFields): string {
  const fields = changedFields(before, after);
  return fields.length === 0 ? 'Nothing changed.' : `Changed: ${fields.join(', ')}.`;
}

function changesOfMember(before: Member, after: Member): string {
  const renamed = before.name === after.name ? '' : `Before, the name was "${before.name}". `;
  return `${renamed}Before: ${rolesIn(before.roles)} Now: ${rolesIn(after.roles)}`;
}

function rolesIn(roles: readonly Role[]): string {
  return `Roles: ${roles.join(', ')}.`;
}

function droppedFromMemory(configuration: AuditTarget): Fact {
  return {
    action: 'key.removed',
    target: named(configuration),
    detail: 'It was kept in memory only, which ended with the mode.',
  };
}

function imported(
  before: readonly Configuration[],
  { upserted }: ConfigurationsChange,
): { readonly detail: string; readonly also: readonly Fact[] } {
  const byId = new Map(before.map((one) => [one.id, one]));
  const also = upserted.map((one): Fact => {
    const target = named(one);
    const replaced = byId.get(one.id);
    return replaced === undefined
      ? { action: 'configuration.created', target, detail: 'By import.' }
      : {
          action: 'configuration.updated',
          target,
          detail: `By import. ${changes(replaced, one)}`,
        };
  });
  const added = also.filter(({ action }) => action === 'configuration.created').length;
  return { detail: `Added: ${added}. Replaced: ${upserted.length - added}.`, also };
}
