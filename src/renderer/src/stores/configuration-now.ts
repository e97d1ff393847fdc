import type { RunConfiguration } from '#shared/domain/run.ts';
import { useConfigurations } from './configurations.ts';

/** The configuration that main will most likely take for `id`, or for null, the default. Its answer replaces this. */
export function configurationNow(id: string | null): RunConfiguration | null {
  const { configurations, effectiveDefault } = useConfigurations.getState();
  const wanted = id ?? effectiveDefault?.id;
  const found = configurations.find((one) => one.id === wanted);
  if (found === undefined) return null;
  const { name, provider, model, simulated } = found;
  return { id: found.id, name, provider, model, simulated };
}
