import { sameDestination } from '#shared/domain/rules/endpoint.ts';
import type { Handlers } from '#shared/ipc/routes.ts';
import type { Access } from '../../access/access.ts';
import type { Policy } from '../../access/policy.ts';
import type { Catalogue } from '../../registry/catalogue.ts';
import type { Registry } from '../../registry/registry.ts';
import type { Keys } from '../../vault/keys.ts';

interface ConfigurationDependencies {
  readonly registry: Registry;
  readonly catalogue: Catalogue;
  readonly keys: Keys;
  readonly access: Access;
  readonly policy: Policy;
}

export function configurationHandlers({
  registry,
  catalogue,
  keys,
  access,
  policy,
}: ConfigurationDependencies): Pick<
  Handlers,
  | 'configurations.list'
  | 'configurations.create'
  | 'configurations.update'
  | 'configurations.duplicate'
  | 'configurations.delete'
  | 'configurations.setDefault'
> {
  return {
    'configurations.list': () => catalogue.list(),
    'configurations.create': ({ fields }) => {
      policy.checkDestination(fields);
      return catalogue.view(registry.create(fields).id);
    },
    'configurations.update': ({ id, revision, fields }, { actor }) => {
      const before = registry.get(id);
      policy.checkDestination(fields);
      // Sending a stored key to another host is a decision about the key, not about the record.
      if (keys.mayHold(id) && !sameDestination(before, fields)) {
        access.authorise(actor, 'keys:manage');
      }
      return catalogue.view(registry.update(id, revision, fields).id);
    },
    'configurations.duplicate': ({ id }) => {
      policy.checkDestination(registry.get(id));
      return catalogue.view(registry.duplicate(id).id);
    },
    'configurations.delete': async ({ id }) => {
      registry.get(id);
      await keys.remove(id, () => registry.remove(id));
      return catalogue.change([], [id]);
    },
    'configurations.setDefault': ({ id }) => {
      registry.setDefault(id);
      return catalogue.change(id === null ? [] : [id]);
    },
  };
}
