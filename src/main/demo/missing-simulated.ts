import type { ConfigurationFields } from '#shared/domain/configuration.ts';
import { normalisedName } from '#shared/domain/rules/configuration-rules.ts';
import type { Registry } from '../registry/registry.ts';

/** The simulated configurations whose names are not taken yet. */
export async function missingSimulated(
  registry: Pick<Registry, 'list'>,
): Promise<readonly ConfigurationFields[]> {
  const { simulatedConfigurations } = await import('./simulated-configurations.ts');
  const taken = new Set(registry.list().map(({ name }) => normalisedName(name)));
  return simulatedConfigurations.filter(({ name }) => !taken.has(normalisedName(name)));
}
