import { AppError } from '#shared/errors.ts';
import type { Policy } from './access/policy.ts';
import type { EventSink } from './events.ts';
import { Generation } from './generation/generation.ts';
import type { AdapterFor } from './providers/adapters.ts';
import type { Registry } from './registry/registry.ts';
import type { RunRecords } from './usage/run-records.ts';
import type { Keys } from './vault/keys.ts';
import { Drafting } from './workflows/drafting.ts';

interface GenerationParts {
  readonly registry: Registry;
  readonly policy: Policy;
  readonly keys: Keys;
  readonly adapterFor: AdapterFor;
  readonly records: RunRecords;
  readonly events: EventSink;
}

/** What asks models: runs of prompts, and the drafts that are made of them. */
export function composeGeneration(parts: GenerationParts) {
  const { registry, policy, keys, adapterFor, records, events } = parts;
  const generation = new Generation({
    configurationFor(id) {
      const chosen = id ?? registry.effectiveDefault()?.id;
      if (chosen === undefined) {
        throw new AppError('no-configuration', 'There is no configuration yet. Create one first.');
      }
      const configuration = registry.get(chosen);
      policy.checkDestination(configuration);
      return configuration;
    },
    readKey: (configuration) => keys.keyForRun(configuration),
    adapterFor,
    send: (clientId, event) => events.send(clientId, 'generation.event', event),
  });
  const drafting = new Drafting({
    generation,
    // Of a draft the figures alone: what a person saves of it is a text of its own.
    record: (run, { id, name }) =>
      records.recordWith(
        run,
        { memberId: id, memberName: name, path: 'workflow' },
        () => undefined,
      ),
    configurationNames: () => registry.list().map(({ name }) => name),
    send: (clientId, event) => events.send(clientId, 'workflows.draftEvent', event),
  });
  return { generation, drafting };
}
