import { isSimulatedUrl } from '#shared/domain/rules/endpoint.ts';
import type { Handlers } from '#shared/ipc/routes.ts';
import { startDemo } from '../../demo/start-demo.ts';
import type { Catalogue } from '../../registry/catalogue.ts';
import type { Registry } from '../../registry/registry.ts';
import type { Keys } from '../../vault/keys.ts';

interface DemoDependencies {
  readonly registry: Registry;
  readonly catalogue: Catalogue;
  readonly keys: Keys;
}

export function demoHandlers({
  registry,
  catalogue,
  keys,
}: DemoDependencies): Pick<Handlers, 'demo.start' | 'demo.end'> {
  return {
    'demo.start': async () => catalogue.change(await startDemo(registry)),
    'demo.end': async () => {
      const simulated = registry.list().filter(({ baseUrl }) => isSimulatedUrl(baseUrl));
      for (const { id } of simulated) {
        await keys.remove(id, () => registry.remove(id));
      }
      return catalogue.change(
        [],
        simulated.map(({ id }) => id),
      );
    },
  };
}
