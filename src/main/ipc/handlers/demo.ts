import { isSimulatedUrl } from '#shared/domain/rules/endpoint.ts';
import type { Handlers } from '#shared/ipc/routes.ts';
import { missingSimulated } from '../../demo/missing-simulated.ts';
import type { Catalogue } from '../../registry/catalogue.ts';
import type { Registry } from '../../registry/registry.ts';
import type { CarryOutPart } from '../recorder.ts';

interface DemoDependencies {
  readonly registry: Registry;
  readonly catalogue: Catalogue;
  readonly carryOut: CarryOutPart;
}

export function demoHandlers({
  registry,
  catalogue,
  carryOut,
}: DemoDependencies): Pick<Handlers, 'demo.start' | 'demo.end'> {
  return {
    'demo.start': async (_input, context) => {
      const added: string[] = [];
      for (const fields of await missingSimulated(registry)) {
        added.push((await carryOut('configurations.create', { fields }, context)).id);
      }
      return catalogue.change(added);
    },
    'demo.end': async (_input, context) => {
      const simulated = registry.list().filter(({ baseUrl }) => isSimulatedUrl(baseUrl));
      for (const { id } of simulated) await carryOut('configurations.delete', { id }, context);
      return catalogue.change(
        [],
        simulated.map(({ id }) => id),
      );
    },
  };
}
