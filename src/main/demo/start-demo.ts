import { normalisedName } from '#shared/domain/rules/configuration-rules.ts';
import type { Registry } from '../registry/registry.ts';

/** Adds the simulated configurations whose names are not taken yet. Returns the ids of those added. */
export async function startDemo(registry: Registry): Promise<readonly string[]> {
  const { simulatedConfigurations } = await import('./simulated-configurations.ts');
  const taken = new Set(registry.list().map(({ name }) => normalisedName(name)));
  return simulatedConfigurations
    .filter(({ name }) => !taken.has(normalisedName(name)))
    .map((fields) => registry.create(fields).id);
}
